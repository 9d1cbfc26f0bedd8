package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * How queues are set up here. Chronicle begins a new file when the time says so; here the writer does when a file is full, by telling a
 * time of its own: the number of the file in minutes since 1970. So the disk a queue takes is bounded, however long a connection lives.
 */
final class Queues {
    /** The least that Chronicle maps at once. */
    private static final int BLOCK = 64 * 1024;

    /** Within what Chronicle waits for the other side to finish what it has begun to write: a file's head, an excerpt. */
    private static final int TIMEOUT_MILLIS = 5_000;

    private static final long MINUTE_MILLIS = 60_000;
    private static final int MINUTES_PER_DAY = 24 * 60;

    static {
        // No reports home, no banner, no thread that looks at the disk, none that releases memory, no search for a
        // logger.
        set("chronicle.analytics.disable", "true");
        set("chronicle.announcer.disable", "true");
        set("chronicle.disk.monitor.disable", "true");
        set("background.releaser", "false");
        set("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        set("slf4j.internal.verbosity", "ERROR");
    }

    private Queues() {}

    /** Has Chronicle set up as above, before any class of its own is looked at. */
    static void prepare() {
        // Loading this class does it.
    }

    /** The number of the file that is written. */
    interface File {
        int number();
    }

    static SingleChronicleQueue open(Path directory, File writing, Access access) throws IOException {
        SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory.toFile())
                .rollCycle(LegacyRollCycles.MINUTELY)
                .blockSize(BLOCK)
                .timeoutMS(TIMEOUT_MILLIS)
                .timeProvider(() -> writing.number() * MINUTE_MILLIS)
                .build();
        Path metadata = directory.resolve("metadata.cq4t");
        if (Self.uid(metadata) == Self.uid() && Access.mode(metadata) != access.fileMode()) {
            access.adoptFile(metadata);
        }
        return queue;
    }

    /** The bytes of an excerpt that is being written or read. */
    static Bytes<?> content(DocumentContext excerpt) {
        return Objects.requireNonNull(excerpt.wire(), "an excerpt that is open").bytes();
    }

    /** The file with this number. */
    static Path file(Path directory, int number) {
        return directory.resolve(name(number) + ".cq4");
    }

    /** What Chronicle takes for that file when it is about to begin it. */
    static Path prepared(Path directory, int number) {
        return directory.resolve(name(number) + ".precreated");
    }

    /** Deletes a file that has been read to its end. */
    static void delete(Path directory, int number) throws IOException {
        Files.deleteIfExists(file(directory, number));
    }

    private static String name(int number) {
        LocalDate day = LocalDate.ofEpochDay(number / MINUTES_PER_DAY);
        int minute = number % MINUTES_PER_DAY;
        return digits(day.getYear(), 4) + digits(day.getMonthValue(), 2) + digits(day.getDayOfMonth(), 2) + "-"
                + digits(minute / 60, 2) + digits(minute % 60, 2);
    }

    private static String digits(int number, int count) {
        String text = Integer.toString(number);
        return "0".repeat(count - text.length()) + text;
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
