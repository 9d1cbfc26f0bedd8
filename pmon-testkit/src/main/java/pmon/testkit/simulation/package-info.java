/** The supervisor against a pretend machine and store, under a scheduler that can be replayed from its seed. */
@NullMarked
package pmon.testkit.simulation;

import org.jspecify.annotations.NullMarked;
