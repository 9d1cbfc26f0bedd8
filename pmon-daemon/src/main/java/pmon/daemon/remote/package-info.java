/** Commands from other machines: who is let in, and what becomes of it where that cannot be opened. */
@NullMarked
package pmon.daemon.remote;

import org.jspecify.annotations.NullMarked;
