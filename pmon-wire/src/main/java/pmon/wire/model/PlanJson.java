package pmon.wire.model;

import java.util.List;
import pmon.api.protocol.Response;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"added","updated","restarted","unchanged","removed"}}, each a list of names; a missing one is empty. */
public final class PlanJson {
    private PlanJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, Response.Plan plan) {
        out.field("added", plan.added());
        out.field("updated", plan.updated());
        out.field("restarted", plan.restarted());
        out.field("unchanged", plan.unchanged());
        out.field("removed", plan.removed());
    }

    public static Response.Plan read(JsonReader in) throws Malformed {
        List<String> added = List.of();
        List<String> updated = List.of();
        List<String> restarted = List.of();
        List<String> unchanged = List.of();
        List<String> removed = List.of();
        in.begin("plan");
        while (in.next()) {
            switch (in.name()) {
                case "added" -> added = in.strings();
                case "updated" -> updated = in.strings();
                case "restarted" -> restarted = in.strings();
                case "unchanged" -> unchanged = in.strings();
                case "removed" -> removed = in.strings();
                default -> in.skip();
            }
        }
        return new Response.Plan(added, updated, restarted, unchanged, removed);
    }
}
