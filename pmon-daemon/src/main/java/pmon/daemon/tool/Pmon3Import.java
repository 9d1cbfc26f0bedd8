package pmon.daemon.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response.SettingView;
import pmon.api.spi.legacy.LegacyException;
import pmon.api.spi.legacy.LegacyReader;
import pmon.api.spi.legacy.LegacyRecords;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.export.Export;
import pmon.daemon.place.Places;
import pmon.daemon.process.ProcessConfiguration;
import pmon.daemon.process.WrittenProgram;

/**
 * Takes over from pmon3: writes its programs as a process configuration for {@code init}, and says what is different. Nothing that is there
 * already is changed.
 *
 * @param reader of pmon3's database
 */
public record Pmon3Import(LegacyReader reader, Wanted wanted, Places places, Report report) {
    private static final Path PMON3_CONFIG = Path.of("/etc/pmon3/config/config.yml");
    private static final Path PMON3_DATA = Path.of("/etc/pmon3/data");
    private static final List<String> PROCESS_CONFIGS =
            List.of("process.config.json", "app.config.json", "apps.config.json");

    /** Owner and mode say nothing about what is written in a file. */
    private static final long TRUSTING = -1;

    /**
     * What somebody asked for; null is the usual place.
     *
     * @param data pmon3's database
     * @param config its configuration
     * @param output the process configuration to write
     * @param dryRun writes nothing, and shows what would be written
     */
    public record Wanted(
            @Nullable Path data,
            @Nullable Path config,
            @Nullable Path output,
            boolean dryRun) {}

    /** Returns the exit code. */
    public int run() {
        try {
            take();
            return 0;
        } catch (Impossible impossible) {
            return report.failed(impossible.code(), String.valueOf(impossible.getMessage()));
        }
    }

    private void take() throws Impossible {
        List<String> notes = new ArrayList<>();
        Path config = wanted.config() == null ? PMON3_CONFIG : wanted.config();
        Configuration settings = settings(config, notes);
        Path data = wanted.data() != null
                ? wanted.data()
                : (settings == null ? PMON3_DATA : settings.places().data()).resolve("data.db");
        NewConfiguration target = NewConfiguration.at(places, wanted.output(), wanted.dryRun());
        Pmon3Programs programs = new Pmon3Programs(places.logs());
        Path earlier = processConfiguration(config, settings);
        if (earlier != null) {
            entries(earlier).entries().forEach(programs::add);
            report.line("programs of " + earlier + " are taken over");
        }
        programs.add(records(data));
        notes.addAll(programs.notes());
        notes.add("programs get a clean environment with what env_vars says; pmon3 gave them the daemon's: where one"
                + " needs that, set env_inherit: daemon");
        notes.add("ids are given anew, in the order of the first start; restart counters begin at 0");
        List<WrittenProgram> written = programs.written();
        String text = Export.text(Format.YAML, written);
        report.line(written.size() + (written.size() == 1 ? " program" : " programs") + " of " + data
                + " and its configuration:");
        written.forEach(program -> report.line("  " + program.title()));
        report.line("is different, or has no equivalent:");
        notes.forEach(note -> report.line("  - " + note));
        target.finish(
                text,
                written.stream().map(WrittenProgram::title).toList(),
                notes,
                "look it over, then end pmon3 and run: pmon init",
                report);
    }

    /** Null where there is no configuration, which is no mistake unless one was named. */
    private @Nullable Configuration settings(Path file, List<String> notes) throws Impossible {
        if (!Files.exists(file)) {
            if (wanted.config() != null) {
                throw new Impossible(ErrorCode.NO_SUCH_FILE, file + ": no such file");
            }
            return null;
        }
        Places there = new Places(
                places.mode(),
                file,
                places.processConfigs(),
                PMON3_DATA,
                places.logs(),
                places.run(),
                places.plugins(),
                places.working());
        return switch (new ConfigurationLoader(there, Map.of(), TRUSTING).load()) {
            case ConfigurationLoader.Result.Broken(List<Mistake> mistakes) -> {
                notes.add(file + " has to be corrected before pmond can use it:");
                mistakes.forEach(mistake -> notes.add("  " + mistake.text()));
                yield null;
            }
            case ConfigurationLoader.Result.Valid(Configuration valid) -> {
                boolean used = file.equals(places.config());
                report.line(
                        file + (used ? " is used as it is" : " can be used as it is: copy it to " + places.config()));
                notes.addAll(valid.warnings());
                valid.effective().forEach(setting -> note(setting, valid, notes));
                yield valid;
            }
        };
    }

    private static void note(SettingView setting, Configuration settings, List<String> notes) {
        if (setting.source().startsWith("default")) {
            return;
        }
        if (setting.source().endsWith("(has no effect)")) {
            notes.add(setting.key() + " has no effect: pmon does not need it");
        } else if (setting.key().equals("wait.cmd_exec_response")) {
            notes.add(
                    "wait.cmd_exec_response is the longest that a command waits for its outcome, not a pause: leave it"
                            + " out unless you want that");
        } else if (setting.key().equals("message_queue.file_mode")
                && settings.messageQueue().openToUsers()) {
            notes.add("message_queue.file_mode " + setting.value()
                    + " lets all users talk to a root daemon, each about their own programs");
        }
    }

    private @Nullable Path processConfiguration(Path config, @Nullable Configuration settings) {
        Path named = settings == null ? null : settings.processConfigFile();
        Stream<Path> candidates =
                named == null ? PROCESS_CONFIGS.stream().map(config::resolveSibling) : Stream.of(named);
        return candidates.filter(Files::exists).findFirst().orElse(null);
    }

    private static ProcessConfiguration entries(Path file) throws Impossible {
        return switch (ProcessConfiguration.read(file, TRUSTING)) {
            case ProcessConfiguration.Result.Broken(List<Mistake> mistakes) ->
                throw new Impossible(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
            case ProcessConfiguration.Result.Valid(ProcessConfiguration valid) -> valid;
        };
    }

    private LegacyRecords records(Path data) throws Impossible {
        try {
            return reader.read(data);
        } catch (LegacyException e) {
            throw new Impossible(
                    Files.exists(data) ? ErrorCode.FAILED : ErrorCode.NO_SUCH_FILE, String.valueOf(e.getMessage()));
        }
    }
}
