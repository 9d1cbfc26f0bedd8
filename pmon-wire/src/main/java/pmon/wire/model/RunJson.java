package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Words;

/**
 * {@code "run":{"type","prerun":[]}} and one of {@code "every":{"period_ms","missed"}}, {@code "cron":{"expression","time_zone","missed"}}
 * and {@code "on_signal":{"signal","shutdown","terminate"}}; left out where nothing of it is set.
 */
final class RunJson {
    private static final Words<RunSettings.Type> TYPES = new Words<>(RunSettings.Type.values());
    private static final Words<Missed> MISSED = new Words<>(Missed.values());

    private RunJson() {}

    static void write(JsonWriter out, RunSettings run) {
        if (run.isDefault()) {
            return;
        }
        out.begin("run").field("type", TYPES.of(run.type())).field("prerun", run.prerun());
        switch (run.occasion()) {
            case null -> {}
            case Occasion.Every(Duration period, Missed missed) ->
                out.begin("every")
                        .field("period_ms", period)
                        .field("missed", MISSED.of(missed))
                        .end();
            case Occasion.Cron(String expression, var timeZone, Missed missed) ->
                out.begin("cron")
                        .field("expression", expression)
                        .field("time_zone", timeZone)
                        .field("missed", MISSED.of(missed))
                        .end();
            case Occasion.OnSignal(Signal signal, boolean shutdown, boolean terminate) ->
                out.begin("on_signal")
                        .field("signal", signal.name())
                        .field("shutdown", shutdown)
                        .field("terminate", terminate)
                        .end();
        }
        out.end();
    }

    static RunSettings read(JsonReader in) throws Malformed {
        RunSettings.Type type = RunSettings.Type.SERVICE;
        List<String> prerun = List.of();
        Occasion occasion = null;
        in.begin("run settings");
        while (in.next()) {
            switch (in.name()) {
                case "type" -> type = in.word(TYPES);
                case "prerun" -> prerun = in.strings();
                case "every", "cron", "on_signal" -> occasion = occasion(in);
                default -> in.skip();
            }
        }
        try {
            return new RunSettings(type, prerun, occasion);
        } catch (IllegalArgumentException e) {
            throw in.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Occasion occasion(JsonReader in) throws Malformed {
        String kind = in.name();
        Duration period = null;
        String expression = null;
        String timeZone = null;
        Missed missed = Missed.SKIP;
        Signal signal = null;
        boolean shutdown = false;
        boolean terminate = false;
        in.begin(kind);
        while (in.next()) {
            switch (in.name()) {
                case "period_ms" -> period = in.duration();
                case "expression" -> expression = in.string();
                case "time_zone" -> timeZone = in.isNull() ? null : in.string();
                case "missed" -> missed = in.word(MISSED);
                case "signal" -> signal = SettingsJson.readSignal(in);
                case "shutdown" -> shutdown = in.bool();
                case "terminate" -> terminate = in.bool();
                default -> in.skip();
            }
        }
        try {
            return switch (kind) {
                case "every" -> new Occasion.Every(present(period, "period_ms", kind), missed);
                case "cron" -> new Occasion.Cron(present(expression, "expression", kind), timeZone, missed);
                default -> new Occasion.OnSignal(present(signal, "signal", kind), shutdown, terminate);
            };
        } catch (IllegalArgumentException e) {
            throw in.wrong(String.valueOf(e.getMessage()));
        }
    }
}
