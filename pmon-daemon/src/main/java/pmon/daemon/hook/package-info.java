/** Lets event handlers know what happens to programs, each with a queue and time limits of its own, without ever delaying supervision. */
@NullMarked
package pmon.daemon.hook;

import org.jspecify.annotations.NullMarked;
