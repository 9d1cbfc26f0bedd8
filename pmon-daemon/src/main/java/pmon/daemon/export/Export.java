package pmon.daemon.export;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.daemon.document.Format;
import pmon.daemon.document.NearestWord;
import pmon.daemon.process.WrittenProgram;

/** Answers {@code pmon export}. */
public final class Export {
    private final Origin origin;

    public Export(Origin origin) {
        this.origin = origin;
    }

    /**
     * Writes the programs that the caller may act on, without those that are remembered for a while only: they are somebody's passing
     * business, and no configuration says so.
     *
     * @param format {@code json}, {@code toml} or {@code yaml}
     * @param order the field that they are ordered by
     */
    public Response write(List<ProcessSnapshot> processes, String format, String order, Caller caller) {
        Optional<Format> wanted = format(format);
        if (wanted.isEmpty()) {
            return new Response.Failed(
                    ErrorCode.USAGE, "cannot export as \"" + format + "\": accepted formats: json, toml or yaml");
        }
        Comparator<ProcessRecord> by = Order.by(order);
        if (by == null) {
            return new Response.Failed(
                    ErrorCode.USAGE,
                    "cannot order by \"" + order + "\"" + NearestWord.hint(order, Order.fields()) + "; use "
                            + String.join(", ", Order.fields()));
        }
        List<WrittenProgram> programs = processes.stream()
                .map(ProcessSnapshot::record)
                .filter(record -> caller.mayActOn(record.spec().user())
                        && record.spec().stop().linger() == null)
                .sorted(by)
                .map(record -> WrittenProgram.of(origin.command(record.spec(), caller)))
                .toList();
        return new Response.Text(text(wanted.get(), programs));
    }

    /** Programs as a process configuration. */
    public static String text(Format format, List<WrittenProgram> programs) {
        return switch (format) {
            case JSON -> JsonForm.write(programs);
            case YAML -> YamlForm.write(programs);
            case TOML -> TomlForm.write(programs);
        };
    }

    private static Optional<Format> format(String word) {
        for (Format format : Format.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
