/** Writes and reads the protocol as bytes. */
@NullMarked
package pmon.wire;

import org.jspecify.annotations.NullMarked;
