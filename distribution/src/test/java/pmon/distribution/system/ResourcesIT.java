package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A daemon that is given no more descriptors or processes goes on, and starts what it could not when it can again. */
class ResourcesIT {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private static final int LOOKS = 20;
    private static final long LOOK_NANOS = 10_000_000;

    @Test
    void withoutDescriptorsSupervisionGoesOn() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit of util-linux");
        PmonHome home = PmonHome.create();
        try {
            home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString())
                    .succeeds();
            Live first = home.live("sleeper");
            Live daemon = home.daemon();
            try (Following events = home.events()) {
                events.event("started", "sleeper");
                limit(home, daemon, "--nofile=" + lowestFree(daemon) + ":");
                first.kill();
                var _ = events.await(
                        "it cannot be started", line -> line.contains("too many open files in the daemon"));
                assertThat(daemon.lives()).isTrue();
                limit(home, daemon, "--nofile=20000:");
            }
            runsAgain(home, first);
        } finally {
            home.close();
        }
    }

    @Test
    void withoutProcessesCommandsSayThatNothingCanBeStarted() throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit of util-linux");
        assumeTrue(System.getProperty("user.name").equals("root"), "root starts another user's daemon");
        PmonHome home = PmonHome.ofUser("65534");
        try {
            Path sleeper = home.script("sleeper", "exec sleep 1000");
            home.pmon("exec", sleeper.toString()).succeeds();
            Live first = home.live("sleeper");
            Live daemon = home.daemon();
            limit(home, daemon, "--nproc=1:");
            first.kill();
            Await.until(
                    "it waits for its next try",
                    () -> home.desc("sleeper").get("status").asString().equals("backoff"));
            Answer refused = home.pmon("exec", sleeper.toString(), "--name", "another");
            assertThat(refused.err()).contains("no more processes allowed");
            limit(home, daemon, "--nproc=4096:");
            runsAgain(home, first);
        } finally {
            home.close();
        }
    }

    private static void runsAgain(PmonHome home, Live before) throws Exception {
        Await.until(
                "it runs again",
                () -> home.desc("sleeper").get("status").asString().equals("running"));
        assertThat(home.live("sleeper")).isNotEqualTo(before);
    }

    /** With this as the limit no descriptor can be had but for one that was given back, and none for the end of a program. */
    private static int lowestFree(Live process) throws Exception {
        int lowest = Integer.MAX_VALUE;
        for (int look = 0; look < LOOKS; look++) {
            // One that is open for a moment only counts as free.
            LockSupport.parkNanos(LOOK_NANOS);
            lowest = Math.min(lowest, lowestFreeNow(process));
        }
        return lowest;
    }

    private static int lowestFreeNow(Live process) throws IOException {
        Path open = Path.of("/proc/" + process.pid() + "/fd");
        for (int number = 0; ; number++) {
            try {
                Path file = Files.readSymbolicLink(open.resolve(Integer.toString(number)));
                if (file.toString().contains("pidfd")) {
                    return number;
                }
            } catch (NoSuchFileException _) {
                return number;
            }
        }
    }

    private static void limit(PmonHome home, Live process, String limit) throws Exception {
        home.run(PRLIMIT.toString(), "--pid", Long.toString(process.pid()), limit)
                .succeeds();
    }
}
