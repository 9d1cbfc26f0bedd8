/** What holds for every kernel port, and the bench that real processes are tried on. */
@NullMarked
package pmon.testkit.kernel;

import org.jspecify.annotations.NullMarked;
