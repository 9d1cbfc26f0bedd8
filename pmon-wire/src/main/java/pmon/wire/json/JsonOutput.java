package pmon.wire.json;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.wire.model.DaemonJson;
import pmon.wire.model.ExitStatusJson;
import pmon.wire.model.GroupJson;
import pmon.wire.model.PlanJson;
import pmon.wire.model.PluginJson;
import pmon.wire.model.ProcessEventJson;
import pmon.wire.model.ProcessViewJson;
import pmon.wire.model.SettingViewJson;
import pmon.wire.model.TaskViewJson;
import pmon.wire.stream.JsonWriter;

/**
 * The JSON that scripts rely on. Every method writes one document and a newline; objects are on one line, and so is each element
 * of a list, so that streams can be read line by line and lists with line-wise tools. Field names and their order are part of
 * the contract with scripts: fields may be added, none is renamed or removed.
 */
public final class JsonOutput {
    private static final int INITIAL_CHARS = 1024;
    private final Appendable out;

    /** Writes to {@code out}, and never closes or flushes it. */
    public JsonOutput(Appendable out) {
        this.out = out;
    }

    /** A process object. */
    public void process(ProcessView view) throws IOException {
        JsonWriter json = json();
        write(json, view);
        print(json);
    }

    /** The versions of a daemon before and after an upgrade. */
    public void upgraded(String before, String after) throws IOException {
        JsonWriter json = json();
        json.begin().field("before", before).field("after", after).end();
        print(json);
    }

    /** A list of process objects. In plain words, since nobody waits for anything as often: a method reference costs its start. */
    public void processes(List<ProcessView> views) throws IOException {
        JsonWriter json = json();
        json.text().append('[');
        for (int i = 0; i < views.size(); i++) {
            startElement(json, i);
            write(json, views.get(i));
        }
        endElements(json, views);
        print(json);
    }

    /** An event. */
    public void event(ProcessEvent event) throws IOException {
        JsonWriter json = json();
        write(json, event);
        print(json);
    }

    /** A list of events. */
    public void events(List<ProcessEvent> events) throws IOException {
        list(events, ProcessEventJson::write);
    }

    /** Where systemd has the daemon's unit, since when, and which files that took; the text of the unit unless null. */
    public void startup(String scope, String unit, String starts, List<String> changed, @Nullable String text)
            throws IOException {
        JsonWriter json = json();
        json.begin().field("scope", scope).field("unit", unit).field("starts", starts);
        json.field("changed", changed);
        if (text != null) {
            json.field("text", text);
        }
        json.end();
        print(json);
    }

    /** Which files of the daemon's unit were removed. */
    public void unstartup(String scope, List<String> removed) throws IOException {
        JsonWriter json = json();
        json.begin().field("scope", scope).field("removed", removed).end();
        print(json);
    }

    /** A line of a log. */
    public void logLine(StreamItem.LogLine line) throws IOException {
        JsonWriter json = json().begin();
        fields(json, line);
        print(json.end());
    }

    /** A list of lines of logs. */
    public void logLines(List<StreamItem.LogLine> lines) throws IOException {
        list(lines, JsonOutput::fields);
    }

    /** A list of tasks. */
    public void tasks(List<Response.TaskView> tasks) throws IOException {
        list(tasks, TaskViewJson::write);
    }

    /** A list of groups with the names of their processes. */
    public void groups(List<Response.GroupView> groups) throws IOException {
        list(groups, GroupJson::write);
    }

    /** A group with the names of its processes. */
    public void group(Response.GroupView group) throws IOException {
        JsonWriter json = json().begin();
        GroupJson.write(json, group);
        print(json.end());
    }

    /** A group with its process objects. */
    public void group(Response.GroupDetail group) throws IOException {
        JsonWriter json = json().begin();
        GroupJson.write(json, group);
        print(json.end());
    }

    /** A list of groups with their process objects. */
    public void groupDetails(List<Response.GroupDetail> groups) throws IOException {
        list(groups, GroupJson::write);
    }

    /** What applying the process configuration does. */
    public void plan(Response.Plan plan) throws IOException {
        JsonWriter json = json().begin();
        PlanJson.write(json, plan);
        print(json.end());
    }

    /** In which order programs start. */
    public void startOrder(Response.StartOrder order) throws IOException {
        JsonWriter json = json().begin();
        json.field("queue_order", order.queueOrder());
        json.field("dependency_order", order.dependencyOrder());
        json.field("problems", order.problems());
        print(json.end());
    }

    /** A list of settings. */
    public void settings(List<Response.SettingView> settings) throws IOException {
        list(settings, SettingViewJson::write);
    }

    /** A list of plugins. */
    public void plugins(List<Response.PluginView> plugins) throws IOException {
        list(plugins, PluginJson::write);
    }

    /** One plugin with its settings. */
    public void plugin(Response.PluginView plugin) throws IOException {
        JsonWriter json = json();
        PluginJson.writeFull(json.begin(), plugin);
        json.end();
        print(json);
    }

    /** What the daemon says of itself. */
    public void daemon(Response.Daemon daemon) throws IOException {
        JsonWriter json = json().begin();
        DaemonJson.write(json, daemon);
        print(json.end());
    }

    /** What a daemon is made of, or would be, and what else is in the image of this command. */
    public void version(Frozen.VersionInfo info, ImageParts image) throws IOException {
        JsonWriter json = json().begin();
        json.field("version", info.version());
        json.field("java", info.java());
        json.field("os", info.os());
        json.field("ipc", info.ipc());
        json.field("store", info.store());
        json.field("kernel", info.kernel());
        json.begin("image");
        json.field("ipc", image.ipc());
        json.field("store", image.store());
        json.field("kernel", image.kernel());
        json.field("plugins", image.plugins());
        json.end();
        print(json.end());
    }

    /** What is a text in itself: help, or a script for a shell. */
    public void text(String text) throws IOException {
        print(json().begin().field("text", text).end());
    }

    /** A failure that has no more to say than its code and message. */
    public void error(ErrorCode code, String message) throws IOException {
        error(new Response.Failed(code, message));
    }

    /** A failure; {@code exit} and {@code log_tail} are there where the failure has them. */
    public void error(Response.Failed failed) throws IOException {
        JsonWriter json = json().begin().begin("error");
        json.field("code", failed.code().word());
        json.field("message", failed.message());
        if (failed.exit() != null) {
            ExitStatusJson.write(json, "exit", failed.exit());
        }
        if (failed.exit() != null || !failed.logTail().isEmpty()) {
            json.field("log_tail", failed.logTail());
        }
        print(json.end().end());
    }

    private static void write(JsonWriter json, ProcessView view) {
        ProcessViewJson.write(json.begin(), view);
        json.end();
    }

    private static void write(JsonWriter json, ProcessEvent event) {
        ProcessEventJson.write(json.begin(), event);
        json.end();
    }

    private static void fields(JsonWriter json, StreamItem.LogLine line) {
        json.field("file", line.file()).field("line", line.line());
    }

    private <T> void list(List<T> elements, BiConsumer<JsonWriter, T> fields) throws IOException {
        JsonWriter json = json();
        json.text().append('[');
        for (int i = 0; i < elements.size(); i++) {
            startElement(json, i);
            fields.accept(json.begin(), elements.get(i));
            json.end();
        }
        endElements(json, elements);
        print(json);
    }

    private static void startElement(JsonWriter json, int index) {
        json.text().append(index == 0 ? "\n" : ",\n");
    }

    private static void endElements(JsonWriter json, List<?> elements) {
        json.text().append(elements.isEmpty() ? "]" : "\n]");
    }

    private static JsonWriter json() {
        return new JsonWriter(new StringBuilder(INITIAL_CHARS));
    }

    private void print(JsonWriter json) throws IOException {
        out.append(json.text().append('\n'));
    }
}
