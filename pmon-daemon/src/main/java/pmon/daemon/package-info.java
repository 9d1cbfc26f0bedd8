/** Puts the daemon together and runs it. */
@NullMarked
package pmon.daemon;

import org.jspecify.annotations.NullMarked;
