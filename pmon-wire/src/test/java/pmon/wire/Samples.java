package pmon.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.StreamItem;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;

/** At least one frame of every kind, with the values at the edges of what they may be. */
public final class Samples {
    /** Quotes, controls, a C1 control, beyond the BMP, right to left. */
    public static final String NASTY = "\"\\/\b\f\n\r\t\u0000\u001b\u007f\u009b\u2028 ä \ud83d\ude00 \u05e9";

    public static final Instant TIME = Instant.parse("2026-03-01T12:00:31.250Z");

    static final Instant FIRST = Instant.parse("0000-01-01T00:00:00.000Z");

    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    static final Completion BOUNDED = new Completion(false, Duration.ofMillis(1));

    private Samples() {}

    static List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        frozen().forEach(message -> frames.add(new Frame.Control(message)));
        requests().forEach(request -> frames.add(new Frame.Ask(request)));
        items().forEach(item -> frames.add(new Frame.Item(item)));
        responses().forEach(response -> frames.add(new Frame.Answer(response)));
        return frames;
    }

    static List<Frozen> frozen() {
        return List.of(
                new Frozen.Hello(1, "pmon 1.0.0"),
                new Frozen.Hello(Integer.MAX_VALUE, NASTY),
                new Frozen.Welcome(1, Integer.MAX_VALUE, "pmond 1.0.0"),
                new Frozen.Version(),
                new Frozen.VersionInfo("1.0.0", "25.0.3", "Linux 6.1", List.of("socket", NASTY), "sqlite", "linux"),
                new Frozen.VersionInfo("", "", "", List.of(), "", ""),
                new Frozen.Upgrade("/usr/lib/pmon/1.0.1"),
                new Frozen.Shutdown(true),
                new Frozen.Shutdown(false),
                new Frozen.Accepted(),
                new Frozen.Refused("not_permitted", NASTY));
    }

    static List<Request> requests() {
        Targets web = Targets.of("web", "12", "@all", NASTY);
        return List.of(
                new Request.ListProcesses(),
                new Request.DaemonStatus(),
                new Request.Describe(web),
                new Request.ReadLog(web, new LogRange.Last(0), false),
                new Request.ReadLog(web, new LogRange.Last(Integer.MAX_VALUE), true),
                new Request.ReadLog(web, new LogRange.From(Long.MAX_VALUE), true),
                new Request.ReadLog(web, new LogRange.Last(1), true, true),
                new Request.Events(null, true),
                new Request.Events(Long.MAX_VALUE, false),
                new Request.History(NASTY, null, null),
                new Request.History("web", 1, Instant.parse("2026-03-01T12:00:31.007Z")),
                new Request.Exec(ProgramSamples.fullCommand(), BOUNDED),
                new Request.Exec(ProgramSamples.bareCommand(), Completion.UNTIL_DONE),
                new Request.Restart(web, SpecChange.NONE, true, Completion.UNTIL_DONE),
                new Request.Restart(
                        web,
                        new SpecChange(List.of(), "u", "/l", NASTY, false, List.of("db", "cache")),
                        false,
                        BOUNDED),
                new Request.Stop(Targets.ALL, true, new Completion(true, Duration.ZERO)),
                new Request.Stop(web, false, new Completion(true, Duration.ofMillis(Long.MAX_VALUE))),
                new Request.Delete(web, true, false, BOUNDED),
                new Request.Delete(web, false, true, BOUNDED),
                new Request.Kill(true, Completion.UNTIL_DONE),
                new Request.Drop(true, BOUNDED),
                new Request.RunTask(web, BOUNDED),
                new Request.ListTasks(),
                new Request.Reset(web, BOUNDED),
                new Request.SendSignal(web, Signal.SYS, BOUNDED),
                new Request.Await(web, Until.HEALTHY, BOUNDED),
                new Request.Await(web, Until.STOPPED, Completion.UNTIL_DONE),
                new Request.FlushLogs(web, BOUNDED),
                new Request.ReopenLogs(web, BOUNDED),
                new Request.Init(true, false, BOUNDED),
                new Request.Init(false, true, BOUNDED),
                new Request.PlanInit(true),
                new Request.PlanInit(false),
                new Request.ChangeGroups(new GroupChange.Create(List.of("a", NASTY)), BOUNDED),
                new Request.ChangeGroups(new GroupChange.Delete(List.of("1")), BOUNDED),
                new Request.ChangeGroups(new GroupChange.Assign(List.of("a", "2"), web), BOUNDED),
                new Request.ChangeGroups(new GroupChange.Remove(List.of("a"), web), BOUNDED),
                new Request.ListGroups(),
                new Request.DescribeGroups(List.of("1", NASTY)),
                new Request.ShowDependencies(true),
                new Request.ShowDependencies(false),
                new Request.ShowSettings(),
                new Request.ListPlugins(),
                new Request.SwitchPlugin("webhook", true),
                new Request.SwitchPlugin("metrics", false),
                new Request.Export("yaml", "name"));
    }

    static List<Response> responses() {
        ExitStatus exit = new ExitStatus.Exited(255, TIME);
        List<Response> responses = new ArrayList<>(List.of(
                new Response.Processes(List.of()),
                new Response.Processes(List.of(ProgramSamples.fullView(), ProgramSamples.bareView())),
                new Response.Done(),
                new Response.Daemon(Integer.MAX_VALUE, "1.0.0", Long.MAX_VALUE, "/run/pmon3/pmon.sock", 0),
                new Response.Failed(ErrorCode.START_FAILED, NASTY, exit, List.of("", NASTY)),
                new Response.Groups(List.of()),
                new Response.Groups(List.of(group(), new Response.GroupView(2, "empty", List.of()))),
                new Response.GroupDetails(List.of(groupDetail())),
                plan(),
                startOrder(),
                new Response.Settings(List.of(setting(), new Response.SettingView("logs.user", "", "default"))),
                new Response.Plugins(List.of(
                        new Response.PluginView("bare", "", "disabled", List.of(), "", List.of(), List.of()),
                        new Response.PluginView(
                                "webhook",
                                "1.2",
                                "running",
                                List.of(NASTY),
                                "/p",
                                List.of("event handler"),
                                List.of(setting())))),
                new Response.Tasks(tasks()),
                new Response.Text(NASTY)));
        for (ErrorCode code : ErrorCode.values()) {
            responses.add(new Response.Failed(code, "no"));
        }
        return responses;
    }

    public static Response.GroupView group() {
        return new Response.GroupView(1, "front", List.of("web", "proxy"));
    }

    public static Response.GroupDetail groupDetail() {
        return new Response.GroupDetail(1, "front", List.of(ProgramSamples.fullView(), ProgramSamples.bareView()));
    }

    public static Response.Plan plan() {
        return new Response.Plan(List.of("a"), List.of("u"), List.of("r"), List.of("same", "still"), List.of("x"));
    }

    public static Response.StartOrder startOrder() {
        return new Response.StartOrder(
                List.of("db", "web", "alone"),
                List.of("db", "web"),
                Map.of("web", List.of("db"), "db", List.of()),
                List.of("web depends on itself"));
    }

    public static Response.SettingView setting() {
        return new Response.SettingView("stop.timeout", "5s", "/etc/pmon3/config/config.yml:3");
    }

    public static List<Response.TaskView> tasks() {
        return List.of(
                new Response.TaskView(NASTY, LAST, LAST, "every 17s", new ExitStatus.Exited(3, LAST)),
                new Response.TaskView("never", null, null, "when asked", null));
    }

    static List<StreamItem> items() {
        List<StreamItem> items = new ArrayList<>();
        items.add(new StreamItem.LogLine("web", "/var/log/web.log", NASTY));
        items.add(new StreamItem.LogLine("web", "/var/log/web.log", ""));
        items.add(new StreamItem.LogStretch("web", NASTY, 0, Long.MAX_VALUE, true, false));
        items.add(new StreamItem.LogStretch("web", NASTY, 7, 7, false, true));
        for (ProcessEvent event : events()) {
            items.add(new StreamItem.Event(event));
        }
        return items;
    }

    /** One event of every type, status and way to end. */
    public static List<ProcessEvent> events() {
        List<ProcessEvent> events = new ArrayList<>();
        for (ProcessEvent.Type type : ProcessEvent.Type.values()) {
            events.add(new ProcessEvent(Long.MAX_VALUE, LAST, type, "web", 1, 0, null, null, "", null, null));
        }
        for (Status status : Status.values()) {
            events.add(new ProcessEvent(
                    1, FIRST, ProcessEvent.Type.UPDATED, "web", 1, 7, status, status, NASTY, 4_194_304, null));
        }
        for (ExitStatus exit : exits()) {
            events.add(new ProcessEvent(
                    2, TIME, ProcessEvent.Type.EXITED, "web", 1, 7, Status.RUNNING, null, "", 77, exit));
        }
        return events;
    }

    /** Every code and signal at the edges. */
    static List<ExitStatus> exits() {
        return List.of(
                new ExitStatus.Exited(0, FIRST),
                new ExitStatus.Exited(255, LAST),
                new ExitStatus.Signaled(1, TIME),
                new ExitStatus.Signaled(9, TIME),
                new ExitStatus.Signaled(64, TIME),
                new ExitStatus.Unknown(TIME));
    }
}
