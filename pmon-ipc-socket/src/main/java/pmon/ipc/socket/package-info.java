/** The Unix domain socket transport: a listener in the run directory, and connections that carry length-prefixed frames. */
@NullMarked
package pmon.ipc.socket;

import org.jspecify.annotations.NullMarked;
