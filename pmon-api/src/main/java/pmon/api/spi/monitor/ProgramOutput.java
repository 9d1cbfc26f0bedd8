package pmon.api.spi.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What an instance prints, line by line, from its first line on; what its log has of it, in fact, so that nothing is held up by a reader.
 * One thread at a time.
 */
public interface ProgramOutput extends AutoCloseable {
    /**
     * The next line, without its newline. One of more than 64 KiB comes in pieces.
     *
     * @param patience how long one that is still to come is waited for
     * @return empty when there was none in time
     * @throws IOException when the log cannot be read; the message says which and why
     */
    Optional<String> next(Duration patience) throws IOException, InterruptedException;

    @Override
    void close();
}
