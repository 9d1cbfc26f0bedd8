package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.GroupDetail;
import pmon.api.protocol.Response.GroupView;
import pmon.api.protocol.Response.PluginView;
import pmon.api.protocol.Response.SettingView;
import pmon.api.protocol.Response.TaskView;
import pmon.wire.model.DaemonJson;
import pmon.wire.model.ExitStatusJson;
import pmon.wire.model.GroupJson;
import pmon.wire.model.PlanJson;
import pmon.wire.model.PluginJson;
import pmon.wire.model.ProcessViewJson;
import pmon.wire.model.ProcessViewReader;
import pmon.wire.model.SettingViewJson;
import pmon.wire.model.StartOrderJson;
import pmon.wire.model.TaskViewJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** A response is an object with one field, whose name is the kind: {@code {"processes":[…]}}. */
final class ResponseJson {
    private ResponseJson() {}

    static void write(JsonWriter out, Response response) {
        out.begin();
        switch (response) {
            case Response.Processes processes -> {
                out.beginList("processes");
                for (ProcessView view : processes.processes()) {
                    ProcessViewJson.write(out.begin(), view);
                    out.end();
                }
                out.endList();
            }
            case Response.Done _ -> out.begin("done").end();
            case Response.Daemon daemon -> {
                DaemonJson.write(out.begin("daemon"), daemon);
                out.end();
            }
            case Response.Failed failed -> {
                out.begin("failed");
                out.field("code", failed.code().word());
                out.field("message", failed.message());
                ExitStatusJson.write(out, "exit", failed.exit());
                out.field("log_tail", failed.logTail());
                out.end();
            }
            case Response.Groups(List<GroupView> groups) -> {
                out.beginList("groups");
                for (GroupView group : groups) {
                    GroupJson.write(out.begin(), group);
                    out.end();
                }
                out.endList();
            }
            case Response.GroupDetails(List<GroupDetail> groups) -> {
                out.beginList("group_details");
                for (GroupDetail group : groups) {
                    GroupJson.write(out.begin(), group);
                    out.end();
                }
                out.endList();
            }
            case Response.Plan plan -> {
                PlanJson.write(out.begin("plan"), plan);
                out.end();
            }
            case Response.StartOrder order -> {
                StartOrderJson.write(out.begin("start_order"), order);
                out.end();
            }
            case Response.Settings(List<SettingView> settings) -> {
                out.beginList("settings");
                for (SettingView setting : settings) {
                    SettingViewJson.write(out.begin(), setting);
                    out.end();
                }
                out.endList();
            }
            case Response.Plugins(List<PluginView> plugins) -> {
                out.beginList("plugins");
                for (PluginView plugin : plugins) {
                    PluginJson.writeFull(out.begin(), plugin);
                    out.end();
                }
                out.endList();
            }
            case Response.Tasks(List<TaskView> tasks) -> {
                out.beginList("tasks");
                for (TaskView task : tasks) {
                    TaskViewJson.write(out.begin(), task);
                    out.end();
                }
                out.endList();
            }
            case Response.Text(String text) -> out.field("text", text);
        }
        out.end();
    }

    static Response read(JsonReader in) throws Malformed {
        in.begin("response");
        if (!in.next()) {
            throw new Malformed("response: expected a field that names it");
        }
        Response response = switch (in.name()) {
            case "processes" -> new Response.Processes(list(in, ProcessViewReader::read));
            case "done" -> done(in);
            case "daemon" -> DaemonJson.read(in);
            case "failed" -> failed(in);
            case "groups" -> new Response.Groups(list(in, GroupJson::readView));
            case "group_details" -> new Response.GroupDetails(list(in, GroupJson::readDetail));
            case "plan" -> PlanJson.read(in);
            case "start_order" -> StartOrderJson.read(in);
            case "settings" -> new Response.Settings(list(in, SettingViewJson::read));
            case "plugins" -> new Response.Plugins(list(in, PluginJson::read));
            case "tasks" -> new Response.Tasks(list(in, TaskViewJson::read));
            case "text" -> new Response.Text(in.string());
            default -> throw new Malformed("unknown response " + Quoted.of(in.name()));
        };
        while (in.next()) {
            in.skip();
        }
        return response;
    }

    private static <T> List<T> list(JsonReader in, Element<T> element) throws Malformed {
        List<T> values = new ArrayList<>();
        in.beginList();
        while (in.nextElement()) {
            values.add(element.read(in));
        }
        return values;
    }

    /** Reads one element of a list. */
    private interface Element<T> {
        T read(JsonReader in) throws Malformed;
    }

    private static Response done(JsonReader in) throws Malformed {
        in.begin("done");
        while (in.next()) {
            in.skip();
        }
        return new Response.Done();
    }

    private static Response failed(JsonReader in) throws Malformed {
        ErrorCode code = null;
        String message = "";
        ExitStatus exit = null;
        List<String> logTail = List.of();
        in.begin("failed");
        while (in.next()) {
            switch (in.name()) {
                case "code" -> code = code(in);
                case "message" -> message = in.string();
                case "exit" -> exit = in.isNull() ? null : ExitStatusJson.read(in);
                case "log_tail" -> logTail = in.strings();
                default -> in.skip();
            }
        }
        return new Response.Failed(present(code, "code", "failed"), message, exit, logTail);
    }

    private static ErrorCode code(JsonReader in) throws Malformed {
        String word = in.string();
        for (ErrorCode code : ErrorCode.values()) {
            if (code.word().equals(word)) {
                return code;
            }
        }
        throw in.wrong("unknown word " + Quoted.of(word));
    }
}
