/** Durable state: process records and the event log, committed in batches. */
@NullMarked
package pmon.api.spi.store;

import org.jspecify.annotations.NullMarked;
