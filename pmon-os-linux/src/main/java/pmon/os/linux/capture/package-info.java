/** Moves the output of children from named pipes into files by splice(2), and has a process keep the pipes open. */
@NullMarked
package pmon.os.linux.capture;

import org.jspecify.annotations.NullMarked;
