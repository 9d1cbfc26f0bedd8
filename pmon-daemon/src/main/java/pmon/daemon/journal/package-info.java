/** Makes durable what the supervisor decided: the one thread that owns the store. */
@NullMarked
package pmon.daemon.journal;

import org.jspecify.annotations.NullMarked;
