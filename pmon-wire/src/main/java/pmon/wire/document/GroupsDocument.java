package pmon.wire.document;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * The groups there are: {@code {"next_id":3,"groups":{"1":"front"}}}. A missing {@code next_id} is 1, missing groups are none.
 *
 * @param nextId the next group gets this id
 * @param names by id
 */
public record GroupsDocument(int nextId, SortedMap<Integer, String> names) {
    public GroupsDocument {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    static void write(JsonWriter out, GroupsDocument groups) {
        out.begin().field("next_id", groups.nextId()).begin("groups");
        for (Map.Entry<Integer, String> group : groups.names().entrySet()) {
            out.field(group.getKey().toString(), group.getValue());
        }
        out.end().end();
    }

    static GroupsDocument read(JsonReader in) throws Malformed {
        int nextId = 1;
        SortedMap<Integer, String> names = new TreeMap<>();
        in.begin("groups");
        while (in.next()) {
            switch (in.name()) {
                case "next_id" -> nextId = in.integer();
                case "groups" -> {
                    in.begin("groups");
                    while (in.next()) {
                        names.put(id(in), in.string());
                    }
                }
                default -> in.skip();
            }
        }
        return new GroupsDocument(nextId, names);
    }

    private static int id(JsonReader in) throws Malformed {
        try {
            return Integer.parseInt(in.name());
        } catch (NumberFormatException e) {
            throw in.wrong("expected a number as its name");
        }
    }
}
