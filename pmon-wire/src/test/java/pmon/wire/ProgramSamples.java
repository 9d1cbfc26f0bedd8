package pmon.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.ExitStatus;
import pmon.api.process.Health;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.ProcessView;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.process.TaskSettings;
import pmon.api.process.WrittenValue;
import pmon.api.protocol.ExecCommand;

/** Programs with everything they may have, and with as little as they must. */
public final class ProgramSamples {
    private ProgramSamples() {}

    /** Everything is set, to the edges. */
    public static ExecutionSettings fullExecution() {
        return new ExecutionSettings(
                "/srv/env",
                List.of(0, 255),
                0777,
                -20,
                Map.of(
                        "nofile",
                        new ResourceLimit(0, ResourceLimit.UNLIMITED),
                        "core",
                        new ResourceLimit(Long.MAX_VALUE, Long.MAX_VALUE)),
                LogSettings.DEFAULT,
                KillMode.GROUP);
    }

    /** Every form of a check, and every setting of a monitor. */
    public static TaskSettings fullTask() {
        Check http = new Check.Single(
                "http",
                Map.of(
                        "url", new WrittenValue.Text(Samples.NASTY),
                        "status", new WrittenValue.Texts(List.of("2xx", Samples.NASTY)),
                        "headers", new WrittenValue.Table(Map.of("X", Samples.NASTY))));
        Check composed =
                new Check.Retry(3, new Check.Any(List.of(new Check.Not(http), new Check.All(List.of(http, http)))));
        return new TaskSettings(
                List.of(
                        new MonitorSpec("plain", MonitorSpec.Role.READY, http),
                        new MonitorSpec(
                                Samples.NASTY,
                                MonitorSpec.Role.ALIVE,
                                composed,
                                Duration.ofSeconds(2),
                                Duration.ofMillis(1),
                                Duration.ZERO,
                                100,
                                2,
                                7)),
                Duration.ofSeconds(30),
                Map.of(
                        "db",
                        new DependencyTerms(
                                DependencyTerms.Condition.COMPLETED_SUCCESSFULLY, DependencyTerms.OnFailure.RESTART)),
                new RunSettings(
                        RunSettings.Type.TASK,
                        List.of("clean", "migrate"),
                        new Occasion.OnSignal(Signal.USR1, true, true)));
    }

    /** What a task may be run for, each in a way of its own. */
    public static List<RunSettings> runs() {
        return List.of(
                RunSettings.DEFAULT,
                new RunSettings(RunSettings.Type.SERVICE, List.of("migrate"), null),
                new RunSettings(RunSettings.Type.ONESHOT, List.of(), null),
                task(new Occasion.Every(Duration.ofMillis(100), Missed.RUN)),
                task(new Occasion.Every(Duration.ofDays(400), Missed.SKIP)),
                task(new Occasion.Cron("0 2 * * *", null, Missed.SKIP)),
                task(new Occasion.Cron(Samples.NASTY, "Europe/Berlin", Missed.RUN)),
                task(new Occasion.OnSignal(Signal.HUP, false, false)));
    }

    private static RunSettings task(Occasion occasion) {
        return new RunSettings(RunSettings.Type.TASK, List.of(), occasion);
    }

    /** Everything is there. */
    public static ProcessView fullView() {
        return new ProcessView(
                7,
                "web",
                4_194_304,
                Status.RUNNING,
                3,
                "www-data",
                12.5,
                52_428_800L,
                61_250L,
                Samples.TIME,
                Samples.TIME.plusMillis(1),
                Samples.TIME.plusSeconds(1),
                new ExitStatus.Signaled(9, Samples.TIME),
                Health.HEALTHY,
                "/srv/web/bin/server",
                List.of("--port", "8080", ""),
                Map.of("B", "2", "A", "ä \"1\"", "", "empty"),
                "/srv/web",
                "/var/log/pmon3/web.log",
                true,
                List.of("db"),
                List.of("front", "all"),
                "running for 1 minute",
                Samples.TIME.plusSeconds(30),
                Long.MAX_VALUE,
                List.of("the disk is full"));
    }

    /** Everything that may be missing is. */
    public static ProcessView bareView() {
        return new ProcessView(
                Integer.MAX_VALUE,
                "job",
                null,
                Status.STOPPED,
                0,
                "root",
                null,
                null,
                null,
                Samples.FIRST,
                Samples.LAST,
                null,
                null,
                Health.NONE,
                "/bin/true",
                List.of(),
                Map.of(),
                "/",
                null,
                false,
                List.of(),
                List.of(),
                "",
                null,
                0,
                List.of());
    }

    static ExecCommand fullCommand() {
        return new ExecCommand(
                "./server",
                "web",
                List.of("-x", Samples.NASTY, ""),
                Map.of("K", Samples.NASTY, Samples.NASTY, "v"),
                "/home/u",
                Map.of("PATH", "/bin"),
                "/srv",
                "www-data",
                "/l",
                "/d",
                false,
                new RestartSettings(
                        Duration.ZERO, Duration.ofMillis(100), Duration.ofDays(365), Duration.ofSeconds(10)),
                new StopSettings(Signal.USR2, Duration.ofSeconds(10), Duration.ofSeconds(3)),
                List.of("db"),
                List.of("g"),
                true,
                fullExecution(),
                fullTask());
    }

    static ExecCommand bareCommand() {
        return new ExecCommand(
                "x",
                null,
                List.of(),
                Map.of(),
                "/",
                Map.of(),
                null,
                null,
                null,
                null,
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of(),
                false);
    }
}
