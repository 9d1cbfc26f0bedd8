/** Turns what clients and the daemon say to each other into frames, and frames back; see docs/protocol.md. */
@NullMarked
package pmon.wire;

import org.jspecify.annotations.NullMarked;
