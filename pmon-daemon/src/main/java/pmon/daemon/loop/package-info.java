/** The thread that owns all decisions: feeds the supervisor what happens, and does what it decides. */
@NullMarked
package pmon.daemon.loop;

import org.jspecify.annotations.NullMarked;
