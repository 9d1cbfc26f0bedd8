package pmon.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.daemon.document.Mistake;

/** The configuration that follows its file: read again when the file has changed, kept when what is there now is broken. Any thread. */
public final class ConfigurationSource {
    private final ConfigurationLoader loader;
    private final Values atStart;
    private final Set<String> reported;
    private Map<String, Object> fingerprint;
    private Current current;

    /**
     * What counts now.
     *
     * @param problems what is wrong with the file as it is now; empty unless {@code configuration} is an earlier one
     * @param news warnings that no earlier answer of this source had; empty in every answer but the first after a change
     */
    public record Current(Configuration configuration, List<Mistake> problems, List<String> news) {
        public Current {
            problems = List.copyOf(problems);
            news = List.copyOf(news);
        }
    }

    /**
     * Begins with a configuration that has been read.
     *
     * @param first what the loader read when the daemon started; its warnings count as reported
     */
    public ConfigurationSource(ConfigurationLoader loader, Configuration first) {
        this.loader = loader;
        this.atStart = first.values();
        this.reported = new HashSet<>(first.warnings());
        // Not the file as it is now: it may have changed since `first` was read, and reading it once more is cheap.
        this.fingerprint = Map.of();
        this.current = new Current(first, List.of(), List.of());
    }

    /** The newest configuration that is valid. Costs one look at the file's inode where nothing has changed. */
    public synchronized Current current() {
        if (!current.configuration().reloads()) {
            return settled();
        }
        Map<String, Object> now = fingerprint(loader.places().config());
        if (now.equals(fingerprint)) {
            return settled();
        }
        fingerprint = now;
        current = switch (loader.load()) {
            case ConfigurationLoader.Result.Broken(List<Mistake> mistakes) ->
                new Current(current.configuration(), mistakes, List.of());
            case ConfigurationLoader.Result.Valid(Configuration read) -> replaced(read);
        };
        return current;
    }

    /** What everybody may know while the file is broken: where to look, and nothing of what is in it. Empty otherwise. */
    public List<String> complaints() {
        if (current().problems().isEmpty()) {
            return List.of();
        }
        Path file = loader.places().config();
        return List.of(file
                + " is broken, and the last good configuration goes on; what is wrong is told by: pmon config --check "
                + file);
    }

    private Current settled() {
        if (!current.news().isEmpty()) {
            current = new Current(current.configuration(), current.problems(), List.of());
        }
        return current;
    }

    private Current replaced(Configuration read) {
        List<String> warnings = new ArrayList<>(read.warnings());
        for (Setting<?> setting : Settings.all()) {
            if (setting.effect() == Setting.Effect.AT_START) {
                keep(setting, read, warnings);
            }
        }
        List<String> news = warnings.stream().filter(reported::add).toList();
        return new Current(new Configuration(read.values(), loader.places(), warnings), List.of(), news);
    }

    private <T> void keep(Setting<T> setting, Configuration read, List<String> warnings) {
        T before = atStart.orNull(setting);
        T now = read.values().orNull(setting);
        if (before == null ? now != null : !before.equals(now)) {
            warnings.add(setting.key() + " has changed, which counts when pmond starts again");
            read.values().take(setting, atStart);
        }
    }

    private static Map<String, Object> fingerprint(Path file) {
        try {
            return Files.readAttributes(file, "unix:ino,dev,size,lastModifiedTime,ctime");
        } catch (IOException _) {
            return Map.of("missing", true);
        }
    }
}
