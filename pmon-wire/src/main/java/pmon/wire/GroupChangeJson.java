package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Targets;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** {@code "group_change":{"action":"assign","groups":[…],"targets":[…]}}; targets where programs are concerned. */
final class GroupChangeJson {
    private static final String SUBJECT = "group_change";

    private GroupChangeJson() {}

    static void write(JsonWriter out, GroupChange change) {
        out.begin(SUBJECT);
        // No switch over types here: see FrameCodec.
        if (change instanceof GroupChange.Create create) {
            write(out, "create", create.names(), null);
        } else if (change instanceof GroupChange.Delete delete) {
            write(out, "delete", delete.groups(), null);
        } else if (change instanceof GroupChange.Assign assign) {
            write(out, "assign", assign.groups(), assign.targets());
        } else if (change instanceof GroupChange.Remove remove) {
            write(out, "remove", remove.groups(), remove.targets());
        } else {
            throw new AssertionError("no change of groups: " + change);
        }
        out.end();
    }

    private static void write(JsonWriter out, String action, List<String> groups, @Nullable Targets targets) {
        out.field("action", action).field("groups", groups);
        if (targets != null) {
            out.field("targets", targets.selectors());
        }
    }

    static GroupChange read(JsonReader in) throws Malformed {
        String action = null;
        List<String> groups = null;
        Targets targets = null;
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "action" -> action = in.string();
                case "groups" -> groups = in.strings();
                case "targets" -> targets = new Targets(in.strings());
                default -> in.skip();
            }
        }
        List<String> names = present(groups, "groups", SUBJECT);
        String word = present(action, "action", SUBJECT);
        return switch (word) {
            case "create" -> new GroupChange.Create(names);
            case "delete" -> new GroupChange.Delete(names);
            case "assign" -> new GroupChange.Assign(names, present(targets, "targets", SUBJECT));
            case "remove" -> new GroupChange.Remove(names, present(targets, "targets", SUBJECT));
            default -> throw new Malformed("unknown change of groups " + Quoted.of(word));
        };
    }
}
