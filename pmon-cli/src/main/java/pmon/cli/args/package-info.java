/** Words of a command line: how commands declare what they take, and what a line says. */
@NullMarked
package pmon.cli.args;

import org.jspecify.annotations.NullMarked;
