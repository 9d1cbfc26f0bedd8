/** Reads the log files of programs: their ends, their middles, and what is being added. */
@NullMarked
package pmon.daemon.programlog;

import org.jspecify.annotations.NullMarked;
