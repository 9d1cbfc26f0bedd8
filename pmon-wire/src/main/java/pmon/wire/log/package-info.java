/** What both ends make of the bytes of a log, so that a line is the same whoever reads the file. */
@NullMarked
package pmon.wire.log;

import org.jspecify.annotations.NullMarked;
