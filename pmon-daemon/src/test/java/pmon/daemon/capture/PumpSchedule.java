package pmon.daemon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.LogSettings;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.capture.FaultyPort.Killed;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.programlog.RotatedNames;
import pmon.daemon.view.LogHealth;

/** One program, its daemons, and what happens to them: all of it follows from the seed. */
final class PumpSchedule {
    static final int PIPE_BYTES = 200;

    private static final int STEPS = 60;
    private static final int SETTLING_ROUNDS = 200;
    private static final Account OWNER = new Account("web", 1000, 1000, List.of(), "/", "/bin/sh");
    private static final String LOG = "/log";
    private static final String PIPE = "/pipe";

    private final long seed;
    private final Random random;
    private final FaultyPort port;
    private final RememberedDrops drops = new RememberedDrops();
    private final CaptureRules rules;
    private final StringBuilder printed = new StringBuilder();
    private Pump pump;
    private long nanos;
    private int kills;
    private int rotations;
    private int lines;
    private int logs;

    PumpSchedule(long seed, boolean flawed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.port = new FaultyPort(random, flawed);
        port.splices = random.nextInt(4) != 0;
        this.rules = CaptureRules.STANDARD.with(
                new LogSettings(20L + random.nextInt(100), null, 0, null, null, null, Duration.ofSeconds(1), null));
        this.pump = started();
    }

    int kills() {
        return kills;
    }

    int rotations() {
        return rotations;
    }

    long dropped() {
        return drops.dropped(1, "out");
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            try {
                port.calm(false);
                step();
            } catch (Killed e) {
                kills++;
                port.closeAll();
                pump = started();
            }
        }
        port.calm(true);
        port.room = Long.MAX_VALUE;
        boolean ends = random.nextBoolean();
        if (ends) {
            print();
            pump.post(new Mail.End(1));
            pump.round();
        } else {
            rest();
        }
        checkKept();
        if (!ends) {
            checkTold();
        }
    }

    private void step() {
        if (random.nextInt(8) == 0) {
            // It is not heard of before the next round.
            port.atAwait = this::print;
        }
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> print();
            case 3 -> {
                nanos += Duration.ofMillis(random.nextInt(90_000)).toNanos();
                pump.round();
            }
            case 4 -> port.room = random.nextInt(3) == 0 ? random.nextInt(150) : Long.MAX_VALUE;
            case 5 -> renamedByOthers();
            case 6 -> settle();
            case 7 -> toAnotherFile();
            default -> pump.round();
        }
    }

    /** A program does not print while its pipe is full: it waits. */
    private void print() {
        String line = "line %d%s\n".formatted(lines, ".".repeat(random.nextInt(30)));
        int waiting = port.pipes.containsKey(PIPE) ? port.pipes.get(PIPE).size() : 0;
        if (waiting + line.length() <= PIPE_BYTES) {
            lines++;
            printed.append(line);
            port.print(PIPE, line);
        } else if (waiting < PIPE_BYTES) {
            // As much of it as there is room for.
            String some = line.substring(0, PIPE_BYTES - waiting);
            printed.append(some);
            port.print(PIPE, some);
        }
    }

    /** To where the next rotation will have it in order. */
    private void renamedByOthers() {
        if (random.nextInt(4) != 0 || !port.files.containsKey(log())) {
            return;
        }
        port.calm(true);
        new Rotation(port).rotate(log(), OWNER, 0);
        port.calm(false);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        pump.post(new Mail.Reopen(Set.of(), done));
        pump.round();
    }

    private void settle() {
        pump.post(new Mail.Settle(1, new CompletableFuture<>()));
        pump.round();
    }

    private void toAnotherFile() {
        if (random.nextInt(4) == 0) {
            logs++;
            pump.post(begin(null));
            pump.round();
        }
    }

    /** On a thread of its own, which has the time to do it here: nobody writes to what has been rotated. */
    private void rotated(Place place, CaptureRules applied) {
        rotations++;
        if (random.nextBoolean()) {
            return;
        }
        Rotation rotation = new Rotation(port);
        try (Compression compression = new Compression(port, rotation, () -> 0)) {
            rotation.files(place.path(), OWNER).stream()
                    .filter(file -> !file.compressed())
                    .forEach(file -> compression.compress(place, file));
        }
    }

    private String log() {
        return LOG + logs;
    }

    private Mail.Begin begin(@Nullable Integer pipe) {
        boolean calm = port.calm(true);
        Place place = new Place(log(), OWNER, 0600);
        Opened file = port.file(place.file(), OWNER);
        port.calm(calm);
        return new Mail.Begin(1, "out", pipe, place, file, rules);
    }

    private Pump started() {
        port.calm(true);
        Pump next = new Pump(
                port,
                new Rotation(port),
                () -> Instant.ofEpochMilli(port.wallMillis),
                () -> nanos,
                this::rotated,
                drops,
                new Silence());
        next.post(begin(((Opened.Descriptor) port.pipe(PIPE, OWNER)).number()));
        next.round();
        return next;
    }

    /** When nothing fails any more, everything gets out of the pipe. */
    private void rest() {
        for (int round = 0; round < SETTLING_ROUNDS; round++) {
            nanos += Duration.ofSeconds(2).toNanos();
            pump.round();
        }
    }

    private void checkKept() {
        StringBuilder kept = new StringBuilder();
        for (int log = 0; log <= logs; log++) {
            append(LOG + log, kept);
        }
        if (kept.length() + dropped() != printed.length()) {
            throw wrong("%d bytes printed, %d kept, %d counted as dropped"
                    .formatted(printed.length(), kept.length(), dropped()));
        }
        if (!isInOrder(kept)) {
            throw wrong("what was kept is not what was printed, in its order: " + kept);
        }
    }

    private void append(String log, StringBuilder kept) {
        int number = 1;
        while (there(log, number) || there(log, number + 1)) {
            number++;
        }
        for (; number > 0; number--) {
            String plain = RotatedNames.plain(log, number);
            kept.append(port.files.containsKey(plain) ? port.text(plain) : unpacked(log, number));
        }
        kept.append(port.text(log));
    }

    private boolean there(String log, int number) {
        return port.files.containsKey(RotatedNames.plain(log, number))
                || port.files.containsKey(RotatedNames.compressed(log, number));
    }

    private String unpacked(String log, int number) {
        FakePort.Memory file = port.files.get(RotatedNames.compressed(log, number));
        if (file == null) {
            return "";
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file.bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkTold() {
        LogHealth health = pump.health(1);
        if (health.dropped() != dropped()) {
            throw wrong("the last daemon tells of %d dropped bytes, and there are %d"
                    .formatted(health.dropped(), dropped()));
        }
    }

    private boolean isInOrder(CharSequence kept) {
        int at = 0;
        for (int i = 0; i < printed.length() && at < kept.length(); i++) {
            if (printed.charAt(i) == kept.charAt(at)) {
                at++;
            }
        }
        return at == kept.length();
    }

    private AssertionError wrong(String what) {
        return new AssertionError("seed " + seed + " (-Dpmon.simulation.logs.seed=" + seed + "): " + what);
    }
}
