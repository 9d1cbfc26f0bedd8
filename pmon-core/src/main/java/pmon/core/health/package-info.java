/** Whether an instance works: what is checked when, and what follows from what was found. */
@NullMarked
package pmon.core.health;

import org.jspecify.annotations.NullMarked;
