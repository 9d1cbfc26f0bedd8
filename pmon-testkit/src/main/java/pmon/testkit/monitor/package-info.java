/** What holds for every monitor, and a context to check in. */
@NullMarked
package pmon.testkit.monitor;

import org.jspecify.annotations.NullMarked;
