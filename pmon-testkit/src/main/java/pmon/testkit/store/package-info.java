/** What every store must do, as tests that a provider's own test class inherits. */
@NullMarked
package pmon.testkit.store;

import org.jspecify.annotations.NullMarked;
