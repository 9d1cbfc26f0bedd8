package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What is left, and what is not, when daemons and programs are killed at the worst of times. */
class SurvivalIT {
    /** Rounds of {@link #tableAndKernelAgreeHoweverOftenTheDaemonIsKilled}; {@code -Dpmon.it.kills=1000} for a long night. */
    private static final int KILLS = Integer.getInteger("pmon.it.kills", 50);

    /** Another session and group, no parent, no environment, deaf to SIGTERM. */
    private static final String HIDES =
            "setsid env -i /bin/sh -c 'trap \"\" TERM HUP; (setsid /bin/sh -c \"echo \\$\\$ >hidden.pid; sleep 1000; :\" &)'";

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void theGrandchildThatHidesBestIsGoneAfterAStop() throws Exception {
        Path hiding = home.script("hiding", HIDES, "exec sleep 1000");
        home.pmon("exec", hiding.toString(), "--stop-timeout", "300ms").succeeds();
        Live hidden = hidden();
        home.pmon("stop", "hiding").succeeds();
        assertThat(hidden.lives()).isFalse();
    }

    @Test
    void whatADeadProgramLeftIsGoneBeforeItIsStartedAgain() throws Exception {
        assumeTrue(
                Files.readString(Path.of("/proc/mounts")).contains("cgroup2")
                        && System.getProperty("user.name").equals("root"),
                "needs a control group of version 2");
        Path hiding = home.script("hiding", HIDES, "exec sleep 1000");
        home.pmon("exec", hiding.toString()).succeeds();
        Live hidden = hidden();
        Await.until(
                "it is in a control group",
                () -> Files.readString(Path.of("/proc/" + hidden.pid() + "/cgroup"))
                        .contains("/pmon-"));
        Live main = home.live("hiding");
        killDaemon();
        main.kill();
        Await.until("it is dead", () -> !main.lives());
        assertThat(hidden.lives()).isTrue();
        home.startDaemon();
        assertThat(hidden.lives()).isFalse();
        Await.until(
                "it runs", () -> home.desc("hiding").get("status").asString().equals("running"));
    }

    @Test
    void aBystanderThatGotThePidOfADeadProgramIsNotTouched() throws Exception {
        Path last = Path.of("/proc/sys/kernel/ns_last_pid");
        assumeTrue(Files.isWritable(last), "only root can choose a pid");
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        Live main = home.live("sleeper");
        killDaemon();
        main.kill();
        Await.until("its pid is free", () -> !Files.exists(Path.of("/proc/" + main.pid())));
        Process bystander = withPid(main.pid(), last);
        assumeTrue(bystander.pid() == main.pid(), "somebody else got the pid");
        try {
            home.startDaemon();
            Await.until(
                    "it runs again",
                    () -> home.desc("sleeper").get("status").asString().equals("running"));
            assertThat(home.live("sleeper").pid()).isNotEqualTo(bystander.pid());
            home.pmon("stop", "sleeper").succeeds();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void withHandleInterruptsFalseProgramsOutliveATerminatedDaemon() throws Exception {
        home.configure("handle_interrupts: false");
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        Live main = home.live("sleeper");
        Live daemon = home.daemon();
        daemon.terminate();
        Await.until("the daemon is gone", () -> !daemon.lives());
        assertThat(main.lives()).isTrue();
        home.startDaemon();
        assertThat(home.live("sleeper")).isEqualTo(main);
    }

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void tableAndKernelAgreeHoweverOftenTheDaemonIsKilled() throws Exception {
        long seed = Long.getLong("pmon.it.seed", System.nanoTime());
        Random random = new Random(seed);
        Path steady = home.script("steady", "exec sleep 100000");
        Path crashing = home.script("crashing", "sleep 0.2", "exit 3");
        home.pmon("exec", crashing.toString(), "--name", "crashing", "--no-wait");
        List<Live> steadies = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            String name = "s" + round;
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                try {
                    home.pmon("exec", steady.toString(), "--name", name, "--no-autostart");
                    home.pmon("restart", name, "--no-autostart");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            LockSupport.parkNanos(random.nextLong(400_000_000)); // the instant is the point of it
            killDaemon();
            busy.get();
            home.startDaemon();
            agree("seed " + seed + ", round " + round);
            for (Live earlier : steadies) {
                assertThat(earlier.lives())
                        .as("seed %s, round %s: %s", seed, round, earlier)
                        .isTrue();
            }
            steadies.clear();
            for (JsonNode program : home.json("ls")) {
                if (program.get("name").asString().startsWith("s")
                        && program.get("pid").isNumber()) {
                    steadies.add(new Live(program.get("pid").asLong()));
                }
            }
        }
    }

    /** Exactly the programs that are said to run do, each once. */
    private void agree(String when) throws Exception {
        Await.until(when + ": the table is what runs", () -> table().equals(sleepers()));
    }

    private Set<Long> table() throws Exception {
        Set<Long> pids = new HashSet<>();
        for (JsonNode program : home.json("ls")) {
            if (program.get("name").asString().startsWith("s")
                    && program.get("pid").isNumber()) {
                pids.add(program.get("pid").asLong());
            }
        }
        return pids;
    }

    private Set<Long> sleepers() throws Exception {
        Set<Long> pids = new HashSet<>();
        for (Live process : home.started()) {
            if (process.commandLine().equals(List.of("sleep", "100000"))) {
                pids.add(process.pid());
            }
        }
        return pids;
    }

    private static Process withPid(long wanted, Path last) throws Exception {
        Process process = null;
        for (int tries = 0; tries < 50; tries++) {
            Files.writeString(last, Long.toString(wanted - 1));
            process = new ProcessBuilder("/bin/sleep", "1000").start();
            if (process.pid() == wanted) {
                return process;
            }
            process.destroyForcibly().waitFor();
        }
        return new ProcessBuilder("/bin/true").start();
    }

    private Live hidden() throws Exception {
        Path file = home.work().resolve("hidden.pid");
        Await.until(
                "it hides", () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return new Live(Long.parseLong(Files.readString(file).strip()));
    }

    private void killDaemon() throws Exception {
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
    }
}
