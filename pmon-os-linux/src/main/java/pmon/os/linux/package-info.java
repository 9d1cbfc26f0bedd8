/** Starts, watches and signals processes with the system calls of Linux. */
@NullMarked
package pmon.os.linux;

import org.jspecify.annotations.NullMarked;
