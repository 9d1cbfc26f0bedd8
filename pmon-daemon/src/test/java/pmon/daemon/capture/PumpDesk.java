package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pmon.api.process.Account;
import pmon.api.process.LogSettings;
import pmon.api.process.LogSettings.Mode;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;

/** A pump over pipes and files in memory, with programs that print into it. */
abstract class PumpDesk {
    static final Account OWNER = new Account("web", 1000, 1000, List.of(), "/", "/bin/sh");
    static final LogSettings TEN_BYTES = new LogSettings(10L, null, 3, null, null, null, null, null);

    static final LogSettings STAMPED = new LogSettings(null, null, null, null, true, null, null, null);

    final FakePort port = new FakePort();
    final List<String> news = new ArrayList<>();
    long nanos;
    final Pump pump = new Pump(
            port,
            new Rotation(port),
            () -> Instant.ofEpochMilli(port.wallMillis),
            () -> nanos,
            (_, _) -> {},
            new RememberedDrops(),
            new CaptureNews() {
                @Override
                public void dropping(int process, String why) {
                    news.add(process + " " + why);
                }

                @Override
                public void broken(Throwable mistake) {
                    throw new AssertionError(mistake);
                }

                @Override
                public void keeping(int process, String what) {
                    news.add(process + " " + what);
                }
            });

    void fill(int process) {
        print(process, "x".repeat(FakePort.PIPE_BYTES - (int) Math.min(port.room, 0)));
        int missing = FakePort.PIPE_BYTES - port.waiting(pipe(process));
        print(process, "x".repeat(missing));
    }

    int pipe(int process) {
        return port.openPipes.entrySet().stream()
                .filter(entry -> entry.getValue().equals("/pipe" + process))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    void print(int process, String text) {
        port.print("/pipe" + process, text);
        do {
            pump.round();
        } while (!port.await(Duration.ZERO).isEmpty());
    }

    void begin(int process, String path, LogSettings settings) {
        begin(process, path, settings, OWNER);
    }

    void begin(int process, String path, LogSettings settings, Account owner) {
        CaptureRules rules = CaptureRules.STANDARD.with(settings);
        assertThat(rules.mode()).isEqualTo(Mode.TOGETHER);
        Place place = new Place(path, owner, 0600);
        int pipe = number(port.pipe("/pipe" + process, OWNER));
        pump.post(new Mail.Begin(process, "out", pipe, place, port.file(place.file(), owner), rules));
        pump.round();
    }

    static int number(Opened opened) {
        return ((Opened.Descriptor) opened).number();
    }
}
