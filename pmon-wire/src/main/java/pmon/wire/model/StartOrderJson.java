package pmon.wire.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pmon.api.protocol.Response;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"queue_order","dependency_order","edges":{name:[names]},"problems"}}; what is missing is empty. */
public final class StartOrderJson {
    private StartOrderJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, Response.StartOrder order) {
        out.field("queue_order", order.queueOrder());
        out.field("dependency_order", order.dependencyOrder());
        out.begin("edges");
        for (Map.Entry<String, List<String>> edge : new TreeMap<>(order.edges()).entrySet()) {
            out.field(edge.getKey(), edge.getValue());
        }
        out.end();
        out.field("problems", order.problems());
    }

    public static Response.StartOrder read(JsonReader in) throws Malformed {
        List<String> queueOrder = List.of();
        List<String> dependencyOrder = List.of();
        Map<String, List<String>> edges = new HashMap<>();
        List<String> problems = List.of();
        in.begin("start order");
        while (in.next()) {
            switch (in.name()) {
                case "queue_order" -> queueOrder = in.strings();
                case "dependency_order" -> dependencyOrder = in.strings();
                case "edges" -> {
                    in.begin("edges");
                    while (in.next()) {
                        edges.put(in.name(), in.strings());
                    }
                }
                case "problems" -> problems = in.strings();
                default -> in.skip();
            }
        }
        return new Response.StartOrder(queueOrder, dependencyOrder, edges, problems);
    }
}
