package pmon.daemon.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.daemon.config.Configuration;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Position;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.place.Trust;

/**
 * The programs that a process configuration lists, in its order.
 *
 * @param warnings sentences about what is strange
 */
public record ProcessConfiguration(List<ProcessEntry> entries, List<String> warnings) {
    /** Nobody wants anything. */
    public static final ProcessConfiguration EMPTY = new ProcessConfiguration(List.of(), List.of());

    public ProcessConfiguration {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    /** What came of reading it. */
    public sealed interface Result {
        record Valid(ProcessConfiguration configuration) implements Result {}

        /**
         * It cannot be used.
         *
         * @param mistakes all of them, in the order of the file
         */
        record Broken(List<Mistake> mistakes) implements Result {
            public Broken {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /**
     * Reads the file that the configuration names, or the first there is of the usual ones.
     *
     * @param uid the daemon's effective user id
     */
    public static Result load(Configuration configuration, long uid) {
        return load(configuration, uid, MonitorTypes.installed());
    }

    /** The same where these are the types of monitors. */
    public static Result load(Configuration configuration, long uid, MonitorTypes types) {
        Path named = configuration.processConfigFile();
        if (named != null) {
            return read(named, uid, types, List.of());
        }
        List<Path> present = configuration.places().processConfigs().stream()
                .filter(Files::exists)
                .toList();
        if (present.isEmpty()) {
            return new Result.Valid(EMPTY);
        }
        List<String> warnings = new ArrayList<>();
        for (Path ignored : present.subList(1, present.size())) {
            warnings.add(ignored + " is not read: " + present.getFirst() + " is there too, and counts first");
        }
        return read(present.getFirst(), uid, types, warnings);
    }

    /** Reads one file, by the format that its name tells. A missing one is a mistake. */
    public static Result read(Path file, long uid) {
        return read(file, uid, MonitorTypes.installed());
    }

    /** The same where these are the types of monitors. */
    public static Result read(Path file, long uid, MonitorTypes types) {
        return read(file, uid, types, List.of());
    }

    private static Result read(Path file, long uid, MonitorTypes types, List<String> warnings) {
        Optional<Mistake> objection = Trust.objection(file, uid).map(why -> new Mistake(file.toString(), null, why));
        if (objection.isPresent()) {
            return new Result.Broken(List.of(objection.get()));
        }
        Optional<Document> document = Document.read(file, Format.of(file));
        if (document.isEmpty()) {
            return new Result.Broken(List.of(new Mistake(file.toString(), null, "no such file")));
        }
        List<Mistake> mistakes = new ArrayList<>(document.get().mistakes());
        List<ProcessEntry> entries =
                new EntryReader(file, mistakes, types).read(document.get().root());
        refuseDuplicates(entries, mistakes);
        return mistakes.isEmpty()
                ? new Result.Valid(new ProcessConfiguration(entries, warnings))
                : new Result.Broken(mistakes.stream().sorted(Mistake.BY_PLACE).toList());
    }

    private static void refuseDuplicates(List<ProcessEntry> entries, List<Mistake> mistakes) {
        Map<String, ProcessEntry> seen = new HashMap<>();
        for (ProcessEntry entry : entries) {
            ProcessEntry first = seen.putIfAbsent(entry.name(), entry);
            if (first != null) {
                mistakes.add(entry.mistake("another program has this name already" + in(first.at())));
            }
        }
    }

    private static String in(@Nullable Position at) {
        return at == null ? "" : ", in line " + at.line();
    }
}
