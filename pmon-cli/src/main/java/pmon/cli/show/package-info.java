/** Answers as a person likes to read them: tables, sizes, times, colours. */
@NullMarked
package pmon.cli.show;

import org.jspecify.annotations.NullMarked;
