/** The door: lets clients in, speaks the protocol with them, and hands their requests to whoever answers. */
@NullMarked
package pmon.daemon.gateway;

import org.jspecify.annotations.NullMarked;
