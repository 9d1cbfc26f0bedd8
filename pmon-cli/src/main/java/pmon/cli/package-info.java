/** Turns arguments into requests and answers into text. */
@NullMarked
package pmon.cli;

import org.jspecify.annotations.NullMarked;
