package pmon.api.spi.store;

/**
 * An event in the log.
 *
 * @param seq its number, ascending, from 1
 * @param processId the program it is about; 0 for the daemon's own
 */
public record StoredEvent(long seq, int processId, String document) {}
