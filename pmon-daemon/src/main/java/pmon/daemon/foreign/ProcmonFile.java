package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;

/**
 * procmon's task file for being run as it is.
 *
 * @param prologue what must hold before anything starts
 * @param streams where the streams of each program go, by its name
 */
public record ProcmonFile(
        List<Draft> programs, List<MonitorSpec> prologue, Map<String, Streams> streams, Log log, ProcmonTimes times) {
    public ProcmonFile {
        programs = List.copyOf(programs);
        prologue = List.copyOf(prologue);
        streams = Map.copyOf(streams);
    }

    /**
     * Where the streams of a program go.
     *
     * @param out {@code stdout} or {@code stderr}, those of procmon itself; {@code suppress}; or an absolute path
     * @param err likewise
     */
    public record Streams(String out, String err) {}

    /**
     * procmon's own log.
     *
     * @param output {@code stdout}, {@code stderr} or {@code suppress}
     * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
     */
    public record Log(String output, boolean json, String level) {
        /** What applies where the file says nothing. */
        public static final Log STANDARD = new Log("stderr", false, "info");

        static Log read(@Nullable Section section) {
            if (section == null) {
                return STANDARD;
            }
            String output = word(section, "output", List.of("stdout", "stderr", "suppress"), STANDARD.output);
            String format = word(section, "format", List.of("text", "json"), "text");
            String level = word(section, "level", List.of("debug", "info", "warn", "error"), STANDARD.level);
            section.rest();
            return new Log(output, format.equals("json"), level);
        }

        private static String word(Section section, String key, List<String> allowed, String otherwise) {
            return section.parsed(
                            key,
                            text -> allowed.stream()
                                    .filter(text.toLowerCase(Locale.ROOT)::equals)
                                    .findFirst(),
                            String.join(", ", allowed))
                    .orElse(otherwise);
        }
    }

    /**
     * Reads a file.
     *
     * @param environment what expressions in the file may refer to
     * @param check whether an expression that nothing is set for is a mistake
     * @param findings gets what is wrong, and what has no equivalent here
     */
    public static ProcmonFile read(Path file, Map<String, String> environment, boolean check, Findings findings) {
        ProcmonReader.Parsed parsed = new ProcmonReader().parse(file, environment, check, true, findings);
        Map<String, Streams> streams = new HashMap<>();
        for (Draft draft : parsed.drafts()) {
            streams.put(draft.name, draft.streams);
        }
        return new ProcmonFile(parsed.drafts(), parsed.prologue(), streams, parsed.log(), parsed.times());
    }
}
