/** One class per command: what it is called, what it takes, what it asks of the daemon and what it shows. */
@NullMarked
package pmon.cli.command;

import org.jspecify.annotations.NullMarked;
