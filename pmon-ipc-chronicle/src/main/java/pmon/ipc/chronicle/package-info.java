/** The Chronicle Queue transport: two queues a client in shared memory, and a bell that wakes whoever waits for them. */
@NullMarked
package pmon.ipc.chronicle;

import org.jspecify.annotations.NullMarked;
