package pmon.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Health;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;

/** Programs as a daemon would tell of them. */
public final class Programs {
    public static final Instant START = Instant.parse("2026-03-01T12:00:31.250Z");

    private Programs() {}

    public static ProcessView running(int id, String name) {
        return running(id, name, List.of());
    }

    /** One with which something is wrong. */
    public static ProcessView running(int id, String name, List<String> problems) {
        return program(id, name, Status.RUNNING, 1000 + id, null, problems);
    }

    public static ProcessView ended(int id, String name, Status status) {
        return program(id, name, status, null, new ExitStatus.Signaled(9, START), List.of());
    }

    private static ProcessView program(
            int id,
            String name,
            Status status,
            @Nullable Integer pid,
            @Nullable ExitStatus exit,
            List<String> problems) {
        boolean runs = pid != null;
        return new ProcessView(
                id,
                name,
                pid,
                status,
                id % 3,
                "www",
                runs ? 1.25 * id : null,
                runs ? 12_345_678L * id : null,
                runs ? 192_000L * id : null,
                START,
                START,
                runs ? START : null,
                exit,
                Health.NONE,
                "/srv/" + name,
                List.of("--motd", "hello world"),
                Map.of("PORT", "8080"),
                "/srv",
                "/var/log/pmond/" + name + ".log",
                true,
                List.of(),
                List.of("site"),
                runs ? "running since 12:00:31" : status.word() + " by a test",
                null,
                0,
                problems);
    }
}
