/** Opaque frames between clients and the daemon, with the peer's identity from the kernel. */
@NullMarked
package pmon.api.spi.transport;

import org.jspecify.annotations.NullMarked;
