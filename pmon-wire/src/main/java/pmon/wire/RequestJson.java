package pmon.wire;

import pmon.api.protocol.Completion;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** A request is an object with one field, whose name is the kind: {@code {"stop":{"targets":["web"],…}}}. */
final class RequestJson {
    private RequestJson() {}

    static void write(JsonWriter out, Request request) {
        out.begin();
        // No switch over types here: see FrameCodec.
        if (request instanceof Request.ListProcesses) {
            out.begin("list");
        } else if (request instanceof Request.DaemonStatus) {
            out.begin("daemon_status");
        } else if (request instanceof Request.Describe describe) {
            targets(out.begin("describe"), describe.targets());
        } else if (request instanceof Request.ReadLog read) {
            range(targets(out.begin("read_log"), read.targets()), read.range());
            out.field("follow", read.follow()).field("files", read.files());
        } else if (request instanceof Request.Events events) {
            out.begin("events").field("after", events.after()).field("follow", events.follow());
        } else if (request instanceof Request.History history) {
            out.begin("history").field("program", history.program());
            out.field("last", history.last()).field("since", history.since());
        } else if (request instanceof Request.PlanInit plan) {
            out.begin("plan_init").field("configuration_only", plan.configurationOnly());
        } else if (request instanceof Request.ListGroups) {
            out.begin("list_groups");
        } else if (request instanceof Request.DescribeGroups describe) {
            out.begin("describe_groups").field("groups", describe.groups());
        } else if (request instanceof Request.ShowDependencies show) {
            out.begin("show_dependencies").field("configuration_only", show.configurationOnly());
        } else if (request instanceof Request.ShowSettings) {
            out.begin("show_settings");
        } else if (request instanceof Request.ListTasks) {
            out.begin("list_tasks");
        } else if (request instanceof Request.Export export) {
            out.begin("export").field("format", export.format()).field("order", export.order());
        } else if (request instanceof Request.ListPlugins) {
            out.begin("list_plugins");
        } else if (request instanceof Request.SwitchPlugin wanted) {
            out.begin("switch_plugin").field("plugin", wanted.name()).field("on", wanted.on());
        } else if (request instanceof Request.Change change) {
            write(out, change);
        } else {
            throw new AssertionError("no request: " + request);
        }
        out.end().end();
    }

    private static void write(JsonWriter out, Request.Change request) {
        if (request instanceof Request.Exec exec) {
            ExecCommandJson.write(out.begin("exec"), exec.command());
            completion(out, exec.completion());
        } else if (request instanceof Request.Restart restart) {
            change(targets(out.begin("restart"), restart.targets()), restart.change());
            out.field("counted", restart.counted()).field("only", restart.only());
            completion(out, restart.completion());
        } else if (request instanceof Request.Stop stop) {
            targets(out.begin("stop"), stop.targets());
            completion(out.field("force", stop.force()).field("only", stop.only()), stop.completion());
        } else if (request instanceof Request.Delete delete) {
            targets(out.begin("delete"), delete.targets());
            out.field("force", delete.force()).field("keep_logs", delete.keepLogs());
            completion(out, delete.completion());
        } else if (request instanceof Request.Kill kill) {
            completion(out.begin("kill").field("force", kill.force()), kill.completion());
        } else if (request instanceof Request.Drop drop) {
            completion(out.begin("drop").field("force", drop.force()), drop.completion());
        } else if (request instanceof Request.RunTask run) {
            completion(targets(out.begin("run_task"), run.targets()), run.completion());
        } else if (request instanceof Request.Reset reset) {
            completion(targets(out.begin("reset"), reset.targets()), reset.completion());
        } else if (request instanceof Request.SendSignal send) {
            targets(out.begin("send_signal"), send.targets());
            completion(out.field("signal", send.signal().name()), send.completion());
        } else if (request instanceof Request.Await await) {
            targets(out.begin("await"), await.targets());
            completion(out.field("until", await.until().word()), await.completion());
        } else if (request instanceof Request.FlushLogs flush) {
            completion(targets(out.begin("flush_logs"), flush.targets()), flush.completion());
        } else if (request instanceof Request.ReopenLogs reopen) {
            completion(targets(out.begin("reopen_logs"), reopen.targets()), reopen.completion());
        } else if (request instanceof Request.Init init) {
            out.begin("init").field("configuration_only", init.configurationOnly());
            completion(out.field("prune", init.prune()), init.completion());
        } else if (request instanceof Request.ChangeGroups groups) {
            GroupChangeJson.write(out.begin("change_groups"), groups.change());
            completion(out, groups.completion());
        } else {
            throw new AssertionError("no request: " + request);
        }
    }

    static Request read(JsonReader in) throws Malformed {
        in.begin("request");
        if (!in.next()) {
            throw new Malformed("request: expected a field that names it");
        }
        String kind = in.name();
        Request request = switch (kind) {
            case "list" -> {
                RequestFields.read(in, kind);
                yield new Request.ListProcesses();
            }
            case "daemon_status" -> {
                RequestFields.read(in, kind);
                yield new Request.DaemonStatus();
            }
            case "describe" -> new Request.Describe(RequestFields.read(in, kind).targets());
            case "read_log" -> RequestFields.read(in, kind).readLog();
            case "events" -> RequestFields.read(in, kind).events();
            case "history" -> RequestFields.read(in, kind).history();
            case "exec" -> RequestFields.read(in, kind).exec();
            case "restart" -> RequestFields.read(in, kind).restart();
            case "stop" -> RequestFields.read(in, kind).stop();
            case "delete" -> RequestFields.read(in, kind).delete();
            case "kill" -> RequestFields.read(in, kind).kill();
            case "drop" -> RequestFields.read(in, kind).drop();
            case "run_task" -> RequestFields.read(in, kind).runTask();
            case "list_tasks" -> {
                RequestFields.read(in, kind);
                yield new Request.ListTasks();
            }
            case "reset" -> RequestFields.read(in, kind).reset();
            case "send_signal" -> RequestFields.read(in, kind).sendSignal();
            case "await" -> RequestFields.read(in, kind).await();
            case "flush_logs" -> RequestFields.read(in, kind).flushLogs();
            case "reopen_logs" -> RequestFields.read(in, kind).reopenLogs();
            case "init" -> RequestFields.read(in, kind).init();
            case "plan_init" -> RequestFields.read(in, kind).planInit();
            case "change_groups" -> RequestFields.read(in, kind).changeGroups();
            case "list_groups" -> {
                RequestFields.read(in, kind);
                yield new Request.ListGroups();
            }
            case "describe_groups" -> RequestFields.read(in, kind).describeGroups();
            case "show_dependencies" -> RequestFields.read(in, kind).showDependencies();
            case "show_settings" -> {
                RequestFields.read(in, kind);
                yield new Request.ShowSettings();
            }
            case "export" -> RequestFields.read(in, kind).export();
            case "list_plugins" -> {
                RequestFields.read(in, kind);
                yield new Request.ListPlugins();
            }
            case "switch_plugin" -> RequestFields.read(in, kind).switchPlugin();
            default -> throw new Malformed("unknown request " + Quoted.of(kind));
        };
        while (in.next()) {
            in.skip();
        }
        return request;
    }

    private static JsonWriter targets(JsonWriter out, Targets targets) {
        return out.field("targets", targets.selectors());
    }

    private static void range(JsonWriter out, LogRange range) {
        out.begin("range");
        if (range instanceof LogRange.Last last) {
            out.field("last", last.count());
        } else if (range instanceof LogRange.From from) {
            out.field("from", from.line());
        } else {
            throw new AssertionError("no range: " + range);
        }
        out.end();
    }

    private static void change(JsonWriter out, SpecChange change) {
        out.begin("change");
        out.field("args", change.args());
        out.field("user", change.user());
        out.field("log", change.log());
        out.field("log_dir", change.logDir());
        out.field("auto_restart", change.autoRestart());
        out.field("dependencies", change.dependencies());
        out.end();
    }

    private static void completion(JsonWriter out, Completion completion) {
        out.begin("completion");
        out.field("until_done", completion.untilDone());
        out.field("timeout_ms", completion.timeout());
        if (completion.token() != null) {
            out.field("token", completion.token());
        }
        out.end();
    }
}
