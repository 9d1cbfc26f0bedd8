/** The daemon as a program in the foreground: it supervises what one file says, shows what programs print, and ends with them. */
@NullMarked
package pmon.daemon.foreground;

import org.jspecify.annotations.NullMarked;
