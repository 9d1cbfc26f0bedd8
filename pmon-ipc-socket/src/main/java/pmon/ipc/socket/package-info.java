/** Carries frames between command line and daemon over a Unix domain socket. */
@NullMarked
package pmon.ipc.socket;

import org.jspecify.annotations.NullMarked;
