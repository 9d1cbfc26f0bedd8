/** What a command gets from the shell that called it, and what it gives back: caller, console, failure. */
@NullMarked
package pmon.cli.shell;

import org.jspecify.annotations.NullMarked;
