package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A daemon that works for a while needs no more than it did when it had begun to. */
class SoakIT {
    /** {@code -Dpmon.it.soak=1800} for half an hour. */
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("pmon.it.soak", 60));

    /** The part of it after which everything that will ever be loaded and compiled is. */
    private static final int SETTLED = 3;

    private static final int STEADY = 20;
    private static final int CRASHING = 5;

    /** What a heap that is not collected just then, and a command that is being answered, may add. */
    private static final int MORE_MEBIBYTES = 24;

    private static final int MORE_DESCRIPTORS = 30;
    private static final int MORE_THREADS = 6;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    /** What a daemon uses. */
    private record Needs(int mebibytes, int descriptors, int threads) {
        static Needs of(Live daemon) throws Exception {
            return new Needs(daemon.residentMebibytes(), daemon.descriptors(), daemon.threads());
        }
    }

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void memoryDescriptorsAndThreadsStayAsTheyAre() throws Exception {
        Path steady = home.script("steady", "while :; do echo line; sleep 0.1; done");
        Path crashing = home.script("crashing", "echo begins", "exit 3");
        for (int i = 0; i < STEADY; i++) {
            home.pmon("exec", steady.toString(), "--name", "s" + i).succeeds();
        }
        for (int i = 0; i < CRASHING; i++) {
            home.pmon("exec", crashing.toString(), "--name", "c" + i, "--max-delay", "200ms", "--no-wait")
                    .succeeds();
        }
        Live daemon = home.daemon();
        work(LENGTH.dividedBy(SETTLED));
        Needs begun = Needs.of(daemon);
        work(LENGTH.minus(LENGTH.dividedBy(SETTLED)));
        Needs ended = Needs.of(daemon);
        System.out.println("soak of " + LENGTH.toSeconds() + " s: " + begun + ", then " + ended);
        assertThat(ended.mebibytes()).isLessThanOrEqualTo(begun.mebibytes() + MORE_MEBIBYTES);
        assertThat(ended.descriptors()).isLessThanOrEqualTo(begun.descriptors() + MORE_DESCRIPTORS);
        assertThat(ended.threads()).isLessThanOrEqualTo(begun.threads() + MORE_THREADS);
        assertThat(home.daemon()).isEqualTo(daemon);
    }

    /** Programs come, are restarted, and go, one after the other. */
    private void work(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        Path passing = home.script("passing", "echo passes", "exec sleep 1000");
        while (System.nanoTime() < end) {
            home.pmon("exec", passing.toString()).succeeds();
            home.pmon("restart", "passing").succeeds();
            home.pmon("ls").succeeds();
            home.pmon("del", "passing").succeeds();
        }
    }
}
