/** Looks for a line in what a program prints. */
@NullMarked
package pmon.monitors.log;

import org.jspecify.annotations.NullMarked;
