/** Events on their way to whoever listens: those kept in the store first, then new ones as they become durable. */
@NullMarked
package pmon.daemon.event;

import org.jspecify.annotations.NullMarked;
