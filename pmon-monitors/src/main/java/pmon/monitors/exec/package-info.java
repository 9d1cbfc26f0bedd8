/** Runs a command and looks at how it ends. */
@NullMarked
package pmon.monitors.exec;

import org.jspecify.annotations.NullMarked;
