/** Time that stands still until somebody moves it. */
@NullMarked
package pmon.testkit.time;

import org.jspecify.annotations.NullMarked;
