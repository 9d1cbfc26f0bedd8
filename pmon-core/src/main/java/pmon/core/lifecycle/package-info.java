/** One program: its states, what may happen in each, and what follows. */
@NullMarked
package pmon.core.lifecycle;

import org.jspecify.annotations.NullMarked;
