package pmon.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** What holds for every event handler. A provider's test class extends it, says which provider, and settings with which it works. */
public abstract class EventHandlerContract {
    /** A call that takes longer is cut off by the daemon. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    /** The largest {@link EventHandler#parallel}. */
    private static final int MOST_PARALLEL = 16;

    /** What every plugin has, so that none may want it for itself. */
    private static final Set<String> RESERVED = Set.of("enabled", "call_timeout");

    /** The provider under test. */
    protected abstract EventHandlerProvider provider();

    /** Settings of a handler that works, each of the class that its declaration names. */
    protected abstract Map<String, Object> working() throws Exception;

    /** A handler with these settings. */
    protected final EventHandler open(Map<String, Object> values) throws Exception {
        return provider().open(new LiveContext(), new PluginSettings(provider().settings(), values));
    }

    @Test
    void hasANameThatPeopleCanWrite() {
        assertTrue(provider().name().matches("[a-z][a-z0-9-]*"), provider().name());
    }

    @Test
    void declaresEachSettingOnceAndSaysWhatItMeans() {
        Set<String> keys = new HashSet<>(RESERVED);
        List<SettingDeclaration> declared = provider().settings();
        for (SettingDeclaration each : declared) {
            assertTrue(keys.add(each.key()), each.key() + " is declared twice, or every plugin has it");
            assertFalse(each.meaning().isBlank(), each.key() + " is not explained");
        }
        assertEquals(declared, provider().settings());
    }

    @Test
    void saysWhatItWantsAndAlwaysTheSame() throws Exception {
        try (EventHandler handler = open(working())) {
            assertFalse(handler.wanted().isEmpty());
            assertEquals(handler.wanted(), handler.wanted());
            assertTrue(handler.parallel() >= 1 && handler.parallel() <= MOST_PARALLEL, "parallel is out of range");
            assertEquals(handler.parallel(), handler.parallel());
        }
    }

    @Test
    void handlesAllThatItWantsInTime() throws Exception {
        try (EventHandler handler = open(working())) {
            long seq = 0;
            for (Kind kind : handler.wanted()) {
                for (int id = 1; id <= 3; id++) {
                    Occurrence occurrence = Occurrences.of(kind, id, ++seq);
                    assertTimeoutPreemptively(CALL_TIMEOUT, () -> handler.handle(occurrence));
                }
            }
        }
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        try (EventHandler handler = open(working())) {
            Kind kind = handler.wanted().iterator().next();
            assertTimeoutPreemptively(CALL_TIMEOUT, () -> {
                Thread.currentThread().interrupt();
                try {
                    handler.handle(Occurrences.of(kind, 1, 1));
                } catch (Exception _) {
                    // It may give up as it likes, as long as it does.
                } finally {
                    Thread.interrupted();
                }
            });
        }
    }

    @Test
    void canBeOpenedAgainAfterItsEnd() throws Exception {
        open(working()).close();
        open(working()).close();
    }

    @Test
    void refusesSettingsThatAreMissing() throws Exception {
        boolean required = provider().settings().stream().anyMatch(SettingDeclaration::required);
        if (required) {
            assertThrows(IllegalArgumentException.class, () -> open(Map.of()));
        }
    }
}
