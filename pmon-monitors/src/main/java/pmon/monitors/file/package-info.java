/** Looks at files and directories with the rights of the program's user. */
@NullMarked
package pmon.monitors.file;

import org.jspecify.annotations.NullMarked;
