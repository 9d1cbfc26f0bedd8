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
        switch (request) {
            case Request.ListProcesses _ -> out.begin("list");
            case Request.Describe describe -> targets(out.begin("describe"), describe.targets());
            case Request.ReadLog read -> {
                targets(out.begin("read_log"), read.targets());
                range(out, read.range());
                out.field("follow", read.follow());
            }
            case Request.Events events ->
                out.begin("events").field("after", events.after()).field("follow", events.follow());
            case Request.DaemonStatus _ -> out.begin("daemon_status");
            case Request.Exec exec -> {
                ExecCommandJson.write(out.begin("exec"), exec.command());
                completion(out, exec.completion());
            }
            case Request.Restart restart -> {
                targets(out.begin("restart"), restart.targets());
                change(out, restart.change());
                completion(out.field("counted", restart.counted()), restart.completion());
            }
            case Request.Stop stop -> {
                targets(out.begin("stop"), stop.targets());
                completion(out.field("force", stop.force()), stop.completion());
            }
            case Request.Delete delete -> {
                targets(out.begin("delete"), delete.targets());
                out.field("force", delete.force()).field("keep_logs", delete.keepLogs());
                completion(out, delete.completion());
            }
            case Request.Kill kill -> completion(out.begin("kill").field("force", kill.force()), kill.completion());
        }
        out.end().end();
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
            case "exec" -> RequestFields.read(in, kind).exec();
            case "restart" -> RequestFields.read(in, kind).restart();
            case "stop" -> RequestFields.read(in, kind).stop();
            case "delete" -> RequestFields.read(in, kind).delete();
            case "kill" -> RequestFields.read(in, kind).kill();
            default -> throw new Malformed("unknown request " + Quoted.of(kind));
        };
        while (in.next()) {
            in.skip();
        }
        return request;
    }

    private static void targets(JsonWriter out, Targets targets) {
        out.field("targets", targets.selectors());
    }

    private static void range(JsonWriter out, LogRange range) {
        out.begin("range");
        switch (range) {
            case LogRange.Last last -> out.field("last", last.count());
            case LogRange.From from -> out.field("from", from.line());
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
        out.end();
    }
}
