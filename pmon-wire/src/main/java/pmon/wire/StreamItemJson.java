package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import pmon.api.protocol.StreamItem;
import pmon.wire.model.ProcessEventJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** An item is an object with one field, whose name is the kind: {@code {"log_line":{…}}}. */
final class StreamItemJson {
    private StreamItemJson() {}

    static void write(JsonWriter out, StreamItem item) {
        out.begin();
        switch (item) {
            case StreamItem.LogLine line ->
                out.begin("log_line")
                        .field("process", line.process())
                        .field("file", line.file())
                        .field("line", line.line());
            case StreamItem.LogStretch stretch ->
                out.begin("log_stretch")
                        .field("process", stretch.process())
                        .field("file", stretch.file())
                        .field("from", stretch.from())
                        .field("to", stretch.to())
                        .field("opens", stretch.opens())
                        .field("ends", stretch.ends());
            case StreamItem.Event event -> ProcessEventJson.write(out.begin("event"), event.event());
        }
        out.end().end();
    }

    static StreamItem read(JsonReader in) throws Malformed {
        in.begin("item");
        if (!in.next()) {
            throw new Malformed("item: expected a field that names it");
        }
        StreamItem item = switch (in.name()) {
            case "log_line" -> logLine(in);
            case "log_stretch" -> logStretch(in);
            case "event" -> new StreamItem.Event(ProcessEventJson.read(in));
            default -> throw new Malformed("unknown item " + Quoted.of(in.name()));
        };
        while (in.next()) {
            in.skip();
        }
        return item;
    }

    private static StreamItem logLine(JsonReader in) throws Malformed {
        String subject = "log line";
        String process = null;
        String file = null;
        String line = null;
        in.begin(subject);
        while (in.next()) {
            switch (in.name()) {
                case "process" -> process = in.string();
                case "file" -> file = in.string();
                case "line" -> line = in.string();
                default -> in.skip();
            }
        }
        return new StreamItem.LogLine(
                present(process, "process", subject), present(file, "file", subject), present(line, "line", subject));
    }

    private static StreamItem logStretch(JsonReader in) throws Malformed {
        String subject = "log stretch";
        String process = null;
        String file = null;
        Long from = null;
        Long to = null;
        boolean opens = false;
        boolean ends = false;
        in.begin(subject);
        while (in.next()) {
            switch (in.name()) {
                case "process" -> process = in.string();
                case "file" -> file = in.string();
                case "from" -> from = in.longInteger();
                case "to" -> to = in.longInteger();
                case "opens" -> opens = in.bool();
                case "ends" -> ends = in.bool();
                default -> in.skip();
            }
        }
        return new StreamItem.LogStretch(
                present(process, "process", subject),
                present(file, "file", subject),
                present(from, "from", subject),
                present(to, "to", subject),
                opens,
                ends);
    }
}
