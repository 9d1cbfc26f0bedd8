package com.example.eventfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.testkit.event.EventHandlerContract;
import pmon.testkit.event.Occurrences;

/** What holds for every handler is tested by the contract; here is what is this one's own. */
class EventFileTest extends EventHandlerContract {
    @TempDir
    private Path directory;

    @Override
    protected EventHandlerProvider provider() {
        return new EventFileProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("file", directory.resolve("events").toString());
    }

    @Test
    void writesALineForEach() throws Exception {
        try (EventHandler handler = open(working())) {
            handler.handle(Occurrences.of(Kind.PROCESS_RESTART, 7, 1));
            handler.handle(Occurrences.of(Kind.PROCESS_FAILURE, 8, 2));
        }
        assertEquals(
                List.of(
                        "2026-03-01T12:00:01Z process_restart p7: because",
                        "2026-03-01T12:00:02Z process_failure p8: because"),
                Files.readAllLines(directory.resolve("events")));
    }

    @Test
    void refusesARelativePath() {
        assertThrows(IllegalArgumentException.class, () -> open(Map.of("file", "events")));
    }
}
