/** Reactions to what happens to programs, written by anybody. */
@NullMarked
package pmon.api.spi.event;

import org.jspecify.annotations.NullMarked;
