/** The program {@code procdog}: another's commands, options and answers, on our daemon. */
@NullMarked
package pmon.cli.procdog;

import org.jspecify.annotations.NullMarked;
