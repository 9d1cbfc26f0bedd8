package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A daemon that is given no more descriptors or processes goes on, and starts what it could not when it can again. */
class ResourcesIT {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

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
                limit(home, daemon, "--nofile=3:");
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

    private static void limit(PmonHome home, Live process, String limit) throws Exception {
        home.run(PRLIMIT.toString(), "--pid", Long.toString(process.pid()), limit)
                .succeeds();
    }
}
