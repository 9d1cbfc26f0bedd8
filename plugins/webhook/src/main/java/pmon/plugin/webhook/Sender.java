package pmon.plugin.webhook;

/** Sends messages, one after the other. */
interface Sender extends AutoCloseable {
    /** Sends one, once. */
    Answer send(Message message) throws InterruptedException;

    @Override
    void close();
}
