package pmon.plugin.webhook;

/**
 * Something to be told.
 *
 * @param id stays the same however often it is sent, so that receivers can leave out what they have
 * @param title what it is about, for the log
 * @param body JSON
 */
record Message(String id, String title, String body) {}
