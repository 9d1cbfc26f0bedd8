/** Lets event scripts know what happens to programs, without ever delaying supervision. */
@NullMarked
package pmon.daemon.hook;

import org.jspecify.annotations.NullMarked;
