/** The command line as a function of arguments, console and client, and the program around it. */
@NullMarked
package pmon.cli;

import org.jspecify.annotations.NullMarked;
