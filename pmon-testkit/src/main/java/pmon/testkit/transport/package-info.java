/** What every transport must do, as a test suite that its provider's tests extend. */
@NullMarked
package pmon.testkit.transport;

import org.jspecify.annotations.NullMarked;
