package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Response.GroupDetail;
import pmon.api.protocol.Response.GroupView;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"id","name","processes"}}, whose processes are names or, in a detail, process objects. */
public final class GroupJson {
    private static final String SUBJECT = "group";

    private GroupJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, GroupView group) {
        out.field("id", group.id());
        out.field("name", group.name());
        out.field("processes", group.processes());
    }

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, GroupDetail group) {
        out.field("id", group.id());
        out.field("name", group.name());
        out.beginList("processes");
        for (ProcessView view : group.processes()) {
            ProcessViewJson.write(out.begin(), view);
            out.end();
        }
        out.endList();
    }

    public static GroupView readView(JsonReader in) throws Malformed {
        Integer id = null;
        String name = null;
        List<String> processes = List.of();
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.integer();
                case "name" -> name = in.string();
                case "processes" -> processes = in.strings();
                default -> in.skip();
            }
        }
        return new GroupView(present(id, "id", SUBJECT), present(name, "name", SUBJECT), processes);
    }

    public static GroupDetail readDetail(JsonReader in) throws Malformed {
        Integer id = null;
        String name = null;
        List<ProcessView> processes = new ArrayList<>();
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.integer();
                case "name" -> name = in.string();
                case "processes" -> {
                    in.beginList();
                    while (in.nextElement()) {
                        processes.add(ProcessViewReader.read(in));
                    }
                }
                default -> in.skip();
            }
        }
        return new GroupDetail(present(id, "id", SUBJECT), present(name, "name", SUBJECT), processes);
    }
}
