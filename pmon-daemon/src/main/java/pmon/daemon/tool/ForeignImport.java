package pmon.daemon.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.export.Export;
import pmon.daemon.foreign.Draft;
import pmon.daemon.foreign.Findings;
import pmon.daemon.foreign.ForeignReader;
import pmon.daemon.place.Places;
import pmon.daemon.process.WrittenProgram;

/**
 * Takes over from another process manager: writes the programs of its file as a process configuration for {@code init}, and says what
 * has no equivalent.
 *
 * @param output null for the usual place
 * @param environment what the file may refer to
 */
public record ForeignImport(
        ForeignReader reader,
        Path file,
        @Nullable Path output,
        boolean dryRun,
        Places places,
        Map<String, String> environment,
        Report report) {
    /** The words for the formats, in the order of the documentation. */
    public static List<String> formats() {
        return ForeignReader.ALL.stream().map(ForeignReader::name).toList();
    }

    /** The reader of a format. */
    public static Optional<ForeignReader> reader(String format) {
        return ForeignReader.ALL.stream()
                .filter(each -> each.name().equals(format))
                .findFirst();
    }

    /** Returns the exit code. */
    public int run() {
        try {
            NewConfiguration target = NewConfiguration.at(places, output, dryRun);
            Findings findings = new Findings();
            List<Draft> drafts = reader.read(file, environment, findings);
            List<Mistake> mistakes = findings.mistakes();
            if (!mistakes.isEmpty()) {
                throw new Impossible(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
            }
            List<WrittenProgram> wanted = written(drafts, false);
            List<String> titles = wanted.stream().map(WrittenProgram::title).toList();
            report.line(titles.size() + (titles.size() == 1 ? " program" : " programs") + " of " + file + ":");
            titles.forEach(title -> report.line("  " + title));
            if (!findings.notes().isEmpty()) {
                report.line("is different, or has no equivalent:");
                findings.notes().forEach(note -> report.line("  - " + note));
            }
            target.finish(text(drafts), titles, findings.notes(), "look it over, then run: pmon init", report);
            return 0;
        } catch (Impossible impossible) {
            return report.failed(impossible.code(), String.valueOf(impossible.getMessage()));
        }
    }

    private static List<WrittenProgram> written(List<Draft> drafts, boolean idle) {
        List<WrittenProgram> programs = new ArrayList<>();
        for (Draft draft : drafts) {
            if ((draft.idle() != null) == idle) {
                programs.add(WrittenProgram.of(draft.command()));
            }
        }
        return programs;
    }

    /** Programs that nobody wants started yet follow as comments, each ready to be uncommented. */
    private static String text(List<Draft> drafts) {
        StringBuilder text = new StringBuilder(Export.text(Format.YAML, written(drafts, false)));
        for (Draft draft : drafts) {
            if (draft.idle() != null) {
                text.append("# not to be started (").append(draft.idle()).append("):\n");
                Export.text(Format.YAML, List.of(WrittenProgram.of(draft.command())))
                        .lines()
                        .skip(1)
                        .forEach(line -> text.append("# ").append(line).append('\n'));
            }
        }
        return text.toString();
    }
}
