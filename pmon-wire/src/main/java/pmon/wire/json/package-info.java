/** What the command line prints with {@code --json}. */
@NullMarked
package pmon.wire.json;

import org.jspecify.annotations.NullMarked;
