package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.LogRange;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;
import pmon.wire.model.SettingsJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** The fields of one request. A field has the same meaning in every request, so one set serves all of them. */
final class RequestFields {
    private final String kind;
    private @Nullable Targets targets;
    private @Nullable LogRange range;
    private @Nullable Long after;
    private @Nullable String program;
    private @Nullable Integer last;
    private @Nullable Instant since;
    private @Nullable ExecCommand command;
    private @Nullable Signal signal;
    private @Nullable Until until;
    private @Nullable GroupChange groupChange;
    private @Nullable List<String> groups;
    private @Nullable String format;
    private String order = "id";
    private Completion completion = Completion.UNTIL_DONE;
    private SpecChange change = SpecChange.NONE;
    private boolean follow;
    private boolean files;
    private boolean counted;
    private boolean force;
    private boolean only;
    private boolean keepLogs;
    private boolean configurationOnly;
    private boolean prune;
    private @Nullable String plugin;
    private @Nullable Boolean on;

    private RequestFields(String kind) {
        this.kind = kind;
    }

    static RequestFields read(JsonReader in, String kind) throws Malformed {
        RequestFields fields = new RequestFields(kind);
        in.begin(kind);
        while (in.next()) {
            switch (in.name()) {
                case "targets" -> fields.targets = new Targets(in.strings());
                case "range" -> fields.range = range(in);
                case "after" -> fields.after = in.isNull() ? null : (Long) in.longInteger();
                case "program" -> fields.program = in.string();
                case "last" -> fields.last = in.isNull() ? null : (Integer) in.integer();
                case "since" -> fields.since = in.isNull() ? null : in.instant();
                case "command" -> fields.command = ExecCommandJson.read(in);
                case "completion" -> fields.completion = completion(in);
                case "change" -> fields.change = change(in);
                case "follow" -> fields.follow = in.bool();
                case "files" -> fields.files = in.bool();
                case "counted" -> fields.counted = in.bool();
                case "force" -> fields.force = in.bool();
                case "only" -> fields.only = in.bool();
                case "keep_logs" -> fields.keepLogs = in.bool();
                case "signal" -> fields.signal = SettingsJson.readSignal(in);
                case "until" -> fields.until = until(in);
                case "group_change" -> fields.groupChange = GroupChangeJson.read(in);
                case "groups" -> fields.groups = in.strings();
                case "format" -> fields.format = in.string();
                case "order" -> fields.order = in.string();
                case "configuration_only" -> fields.configurationOnly = in.bool();
                case "prune" -> fields.prune = in.bool();
                case "plugin" -> fields.plugin = in.string();
                case "on" -> fields.on = in.bool();
                default -> in.skip();
            }
        }
        return fields;
    }

    Request switchPlugin() throws Malformed {
        return new Request.SwitchPlugin(present(plugin, "plugin", kind), present(on, "on", kind));
    }

    Targets targets() throws Malformed {
        return present(targets, "targets", kind);
    }

    Request readLog() throws Malformed {
        return new Request.ReadLog(targets(), present(range, "range", kind), follow, files);
    }

    Request events() {
        return new Request.Events(after, follow);
    }

    Request history() throws Malformed {
        return new Request.History(present(program, "program", kind), last, since);
    }

    Request exec() throws Malformed {
        return new Request.Exec(present(command, "command", kind), completion);
    }

    Request restart() throws Malformed {
        return new Request.Restart(targets(), change, counted, only, completion);
    }

    Request stop() throws Malformed {
        return new Request.Stop(targets(), force, only, completion);
    }

    Request delete() throws Malformed {
        return new Request.Delete(targets(), force, keepLogs, completion);
    }

    Request kill() {
        return new Request.Kill(force, completion);
    }

    Request drop() {
        return new Request.Drop(force, completion);
    }

    Request runTask() throws Malformed {
        return new Request.RunTask(targets(), completion);
    }

    Request reset() throws Malformed {
        return new Request.Reset(targets(), completion);
    }

    Request sendSignal() throws Malformed {
        return new Request.SendSignal(targets(), present(signal, "signal", kind), completion);
    }

    Request await() throws Malformed {
        return new Request.Await(targets(), present(until, "until", kind), completion);
    }

    Request flushLogs() throws Malformed {
        return new Request.FlushLogs(targets(), completion);
    }

    Request reopenLogs() throws Malformed {
        return new Request.ReopenLogs(targets(), completion);
    }

    Request init() {
        return new Request.Init(configurationOnly, prune, completion);
    }

    Request planInit() {
        return new Request.PlanInit(configurationOnly);
    }

    Request changeGroups() throws Malformed {
        return new Request.ChangeGroups(present(groupChange, "group_change", kind), completion);
    }

    Request describeGroups() throws Malformed {
        return new Request.DescribeGroups(present(groups, "groups", kind));
    }

    Request showDependencies() {
        return new Request.ShowDependencies(configurationOnly);
    }

    Request export() throws Malformed {
        return new Request.Export(present(format, "format", kind), order);
    }

    private static LogRange range(JsonReader in) throws Malformed {
        LogRange range = null;
        in.begin("range");
        while (in.next()) {
            switch (in.name()) {
                case "last" -> range = new LogRange.Last(in.integer());
                case "from" -> range = new LogRange.From(in.longInteger());
                default -> in.skip();
            }
        }
        if (range == null) {
            throw new Malformed("range: expected last or from");
        }
        return range;
    }

    private static Until until(JsonReader in) throws Malformed {
        String word = in.string();
        for (Until until : Until.values()) {
            if (until.word().equals(word)) {
                return until;
            }
        }
        throw new Malformed("until: nobody can wait for " + Quoted.of(word));
    }

    private static Completion completion(JsonReader in) throws Malformed {
        boolean untilDone = true;
        Duration timeout = null;
        String token = null;
        in.begin("completion");
        while (in.next()) {
            switch (in.name()) {
                case "until_done" -> untilDone = in.bool();
                case "timeout_ms" -> timeout = in.isNull() ? null : in.duration();
                case "token" -> token = in.isNull() ? null : in.string();
                default -> in.skip();
            }
        }
        return new Completion(untilDone, timeout, token);
    }

    private static SpecChange change(JsonReader in) throws Malformed {
        List<String> args = null;
        String user = null;
        String log = null;
        String logDir = null;
        Boolean autoRestart = null;
        List<String> dependencies = null;
        in.begin("change");
        while (in.next()) {
            switch (in.name()) {
                case "args" -> args = in.isNull() ? null : in.strings();
                case "user" -> user = in.isNull() ? null : in.string();
                case "log" -> log = in.isNull() ? null : in.string();
                case "log_dir" -> logDir = in.isNull() ? null : in.string();
                case "auto_restart" -> autoRestart = in.isNull() ? null : (Boolean) in.bool();
                case "dependencies" -> dependencies = in.isNull() ? null : in.strings();
                default -> in.skip();
            }
        }
        return new SpecChange(args, user, log, logDir, autoRestart, dependencies);
    }
}
