package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.Response.TaskView;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"name","next","last","when","exit"}}. */
public final class TaskViewJson {
    private TaskViewJson() {}

    /** Writes the fields of an object that has been begun. */
    public static void write(JsonWriter out, TaskView task) {
        out.field("name", task.name());
        out.field("next", task.next()).field("last", task.last());
        out.field("when", task.when());
        ExitStatusJson.write(out, "exit", task.exit());
    }

    public static TaskView read(JsonReader in) throws Malformed {
        String name = null;
        Instant next = null;
        Instant last = null;
        String when = "";
        ExitStatus exit = null;
        in.begin("task");
        while (in.next()) {
            switch (in.name()) {
                case "name" -> name = in.string();
                case "next" -> next = instantOrNull(in);
                case "last" -> last = instantOrNull(in);
                case "when" -> when = in.string();
                case "exit" -> exit = in.isNull() ? null : ExitStatusJson.read(in);
                default -> in.skip();
            }
        }
        return new TaskView(present(name, "name", "task"), next, last, when, exit);
    }

    private static @Nullable Instant instantOrNull(JsonReader in) throws Malformed {
        return in.isNull() ? null : in.instant();
    }
}
