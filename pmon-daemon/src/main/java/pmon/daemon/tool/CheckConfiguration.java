package pmon.daemon.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import pmon.api.protocol.ErrorCode;
import pmon.core.order.StartOrder;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Node;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.place.Places;
import pmon.daemon.place.Trust;
import pmon.daemon.plugin.PluginLoader;
import pmon.daemon.plugin.Plugins;
import pmon.daemon.process.ProcessConfiguration;

/**
 * Says what is wrong with a file of either kind: settings of the daemon, or programs to run. Who may write the file is a warning only:
 * it may be on its way to where it belongs.
 */
public record CheckConfiguration(Path file, Places places, long uid, Report report) {
    /** Owner and mode say nothing about what is written in a file. */
    private static final long TRUSTING = -1;

    private static final Set<String> PROGRAM_KEYS = Set.of("processes", "apps");

    /** Returns the exit code. */
    public int run() {
        Optional<Document> document = Document.read(file, Format.of(file));
        if (document.isEmpty()) {
            return report.failed(ErrorCode.NO_SUCH_FILE, file + ": no such file");
        }
        Trust.objection(file, uid).ifPresent(why -> report.warnings(List.of(file + " " + why)));
        return listsPrograms(document.get().root()) ? processConfiguration() : settings();
    }

    private int processConfiguration() {
        return switch (ProcessConfiguration.read(file, TRUSTING, monitorTypes())) {
            case ProcessConfiguration.Result.Broken(List<Mistake> mistakes) -> broken(mistakes);
            case ProcessConfiguration.Result.Valid(ProcessConfiguration read) -> {
                int programs = read.entries().size();
                report.warnings(order(read).problems());
                yield valid(
                        "process configuration with " + programs + (programs == 1 ? " program" : " programs"),
                        read.warnings());
            }
        };
    }

    /** What cannot be honoured of its dependencies harms no program, and is told. */
    private static StartOrder order(ProcessConfiguration read) {
        SequencedMap<String, List<String>> dependencies = new LinkedHashMap<>();
        read.entries()
                .forEach(entry -> dependencies.put(entry.name(), entry.command().dependencies()));
        return StartOrder.of(dependencies);
    }

    /** Those of plugins as well; where the daemon's own configuration is broken, which are wanted is not known. */
    private MonitorTypes monitorTypes() {
        return switch (new ConfigurationLoader(places, Map.of(), TRUSTING).load()) {
            case ConfigurationLoader.Result.Broken _ -> MonitorTypes.installed();
            case ConfigurationLoader.Result.Valid(Configuration read) ->
                plugins(read).monitorTypes();
        };
    }

    private Plugins plugins(Configuration read) {
        return Plugins.look(Plugins.Directories.of(read), new PluginLoader(uid), read);
    }

    private int settings() {
        Places here = new Places(
                places.mode(),
                file,
                places.processConfigs(),
                places.data(),
                places.logs(),
                places.run(),
                places.plugins(),
                places.working());
        return switch (new ConfigurationLoader(here, Map.of(), TRUSTING).load()) {
            case ConfigurationLoader.Result.Broken(List<Mistake> mistakes) -> broken(mistakes);
            case ConfigurationLoader.Result.Valid(Configuration read) -> {
                List<String> mistakes = plugins(read).mistakes();
                yield mistakes.isEmpty()
                        ? valid("configuration", read.warnings())
                        : report.failed(ErrorCode.BAD_CONFIG, String.join("\n", mistakes));
            }
        };
    }

    /** By what is in it: no setting is a list, so a key with one is meant to list programs, however it is spelt. */
    private boolean listsPrograms(Node root) {
        return switch (root) {
            case Node.Mapping(List<Node.Entry> entries, var _)
            when !entries.isEmpty() ->
                entries.stream()
                        .anyMatch(entry -> PROGRAM_KEYS.contains(entry.key().toLowerCase(Locale.ROOT))
                                || entry.value() instanceof Node.Sequence);
            case Node.Sequence _ -> true;
            default -> namedLikePrograms();
        };
    }

    private boolean namedLikePrograms() {
        String name = String.valueOf(file.getFileName());
        return Format.of(file) != Format.YAML
                || name.startsWith("process.config.")
                || name.startsWith("app.config.")
                || name.startsWith("apps.config.");
    }

    private int broken(List<Mistake> mistakes) {
        return report.failed(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
    }

    private int valid(String what, List<String> warnings) {
        report.warnings(warnings);
        report.line(file + ": valid " + what);
        return 0;
    }
}
