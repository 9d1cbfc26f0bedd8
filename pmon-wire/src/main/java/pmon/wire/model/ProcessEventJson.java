package pmon.wire.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Words;

/**
 * {@code {"seq","time","type","process","id","generation","from","to","cause","pid","exit"}}. Only {@code seq}, {@code time},
 * {@code type} and {@code process} must be there when it is read; numbers default to 0, the cause to the empty text, all else
 * to null.
 */
public final class ProcessEventJson {
    private static final String SUBJECT = "event";
    private static final Words<ProcessEvent.Type> TYPE = new Words<>(ProcessEvent.Type.values());

    private ProcessEventJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, ProcessEvent event) {
        out.field("seq", event.seq());
        out.field("time", event.time());
        out.field("type", TYPE.of(event.type()));
        out.field("process", event.process());
        out.field("id", event.id());
        out.field("generation", event.generation());
        out.field("from", word(event.from()));
        out.field("to", word(event.to()));
        out.field("cause", event.cause());
        out.field("pid", event.pid());
        ExitStatusJson.write(out, "exit", event.exit());
    }

    public static ProcessEvent read(JsonReader in) throws Malformed {
        Long seq = null;
        Instant time = null;
        ProcessEvent.Type type = null;
        String process = null;
        int id = 0;
        int generation = 0;
        Status from = null;
        Status to = null;
        String cause = "";
        Integer pid = null;
        ExitStatus exit = null;
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "seq" -> seq = in.longInteger();
                case "time" -> time = in.instant();
                case "type" -> type = in.word(TYPE);
                case "process" -> process = in.string();
                case "id" -> id = in.integer();
                case "generation" -> generation = in.integer();
                case "from" -> from = in.isNull() ? null : in.word(StatusWords.STATUS);
                case "to" -> to = in.isNull() ? null : in.word(StatusWords.STATUS);
                case "cause" -> cause = in.string();
                case "pid" -> pid = in.isNull() ? null : (Integer) in.integer();
                case "exit" -> exit = in.isNull() ? null : ExitStatusJson.read(in);
                default -> in.skip();
            }
        }
        return new ProcessEvent(
                JsonReader.present(seq, "seq", SUBJECT),
                JsonReader.present(time, "time", SUBJECT),
                JsonReader.present(type, "type", SUBJECT),
                JsonReader.present(process, "process", SUBJECT),
                id,
                generation,
                from,
                to,
                cause,
                pid,
                exit);
    }

    private static @Nullable String word(@Nullable Status status) {
        return status == null ? null : StatusWords.STATUS.of(status);
    }
}
