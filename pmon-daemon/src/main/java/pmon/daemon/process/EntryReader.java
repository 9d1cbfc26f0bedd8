package pmon.daemon.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;
import pmon.daemon.monitor.MonitorTypes;

/** Finds the programs in a document: {@code processes: [{file, …}]} of pmon3 1.18, {@code apps: [{file, flags: {…}}]} of 1.16. */
final class EntryReader {
    private static final String PROCESSES = "processes";
    private static final String APPS = "apps";

    /** Keys that may also be written as a section: {@code stop: {timeout: 5s}} is {@code stop_timeout: 5s}. */
    private static final Set<String> SECTIONS = Set.of("stop", "restart", "logs");

    private final Path file;
    private final List<Mistake> mistakes;
    private final MonitorTypes types;
    private final boolean camelCase;

    /**
     * Reads a file.
     *
     * @param mistakes gets what is wrong
     * @param types what monitors there are
     */
    EntryReader(Path file, List<Mistake> mistakes, MonitorTypes types) {
        this.file = file;
        this.mistakes = mistakes;
        this.types = types;
        // pmon3 writes TOML, and only TOML, in CamelCase.
        this.camelCase = Format.of(file) == Format.TOML;
    }

    List<ProcessEntry> read(Node root) {
        List<ProcessEntry> entries = new ArrayList<>();
        switch (root) {
            case Node.Empty _ -> {}
            case Node.Mapping mapping -> {
                String first = null;
                for (Node.Entry entry : mapping.entries()) {
                    String key = key(entry.key());
                    if (!key.equals(PROCESSES) && !key.equals(APPS)) {
                        mistake(
                                entry.at(),
                                entry.key() + ": there is no such key"
                                        + NearestWord.hint(key, List.of(PROCESSES, APPS)));
                    } else if (first != null) {
                        mistake(entry.at(), entry.key() + ": the file has " + first + " already; write one list");
                    } else {
                        first = entry.key();
                        entries.addAll(list(entry, key.equals(APPS)));
                    }
                }
            }
            case Node other -> mistake(other.at(), "is no process configuration; write processes: and below it a list");
        }
        return entries;
    }

    private List<ProcessEntry> list(Node.Entry entry, boolean apps) {
        List<ProcessEntry> entries = new ArrayList<>();
        switch (entry.value()) {
            case Node.Empty _ -> {}
            case Node.Sequence(List<Node> items, var _) -> {
                int number = 0;
                for (Node item : items) {
                    String label = entry.key() + "[" + number++ + "]";
                    if (item instanceof Node.Mapping mapping) {
                        ProcessEntry read = entry(label, mapping, apps);
                        if (read != null) {
                            entries.add(read);
                        }
                    } else {
                        mistake(item.at(), label + ": is no program; write file: and other keys");
                    }
                }
            }
            case Node other -> mistake(other.at(), entry.key() + ": is not a list of programs");
        }
        return entries;
    }

    private @Nullable ProcessEntry entry(String label, Node.Mapping mapping, boolean apps) {
        Fields fields = new Fields(file.toString(), label, mistakes);
        for (Node.Entry entry : mapping.entries()) {
            String key = key(entry.key());
            if (apps && key.equals("flags")) {
                if (entry.value() instanceof Node.Mapping flags) {
                    flags.entries().forEach(flag -> put(flag, fields));
                } else if (!(entry.value() instanceof Node.Empty)) {
                    mistake(entry.value().at(), label + ".flags: is not a section");
                }
            } else if (apps && meansFlags(key)) {
                mistake(entry.at(), label + "." + entry.key() + ": there is no such key; did you mean flags?");
            } else {
                put(entry, fields);
            }
        }
        return EntryFields.toEntry(fields, new TaskFields(fields, types, this::key), file, mapping.at());
    }

    private static boolean meansFlags(String key) {
        List<String> keys = new ArrayList<>(EntryFields.KEYS);
        keys.add("flags");
        return !EntryFields.KEYS.contains(key)
                && NearestWord.of(key, keys).filter("flags"::equals).isPresent();
    }

    private void put(Node.Entry entry, Fields fields) {
        String key = key(entry.key());
        if (SECTIONS.contains(key) && entry.value() instanceof Node.Mapping section) {
            for (Node.Entry inner : section.entries()) {
                String written = entry.key() + "." + inner.key();
                fields.put(key + "_" + key(inner.key()), new Node.Entry(written, inner.at(), inner.value()));
            }
        } else {
            fields.put(key, entry);
        }
    }

    private String key(String written) {
        return camelCase ? SnakeCase.of(written) : written;
    }

    private void mistake(@Nullable Position at, String message) {
        mistakes.add(new Mistake(file.toString(), at, message));
    }
}
