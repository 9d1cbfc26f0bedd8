package pmon.daemon.tool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.document.Format;
import pmon.daemon.document.Quotes;
import pmon.daemon.place.Permissions;
import pmon.daemon.place.Places;

/**
 * A process configuration that an import writes, for {@code init}. None that is there is ever changed, and it is there whole or not at
 * all.
 */
record NewConfiguration(Places places, Path file, boolean dryRun) {
    /**
     * Where it is written.
     *
     * @param named null for the usual place
     */
    static NewConfiguration at(Places places, @Nullable Path named, boolean dryRun) throws Impossible {
        Path file = named != null
                ? named
                : places.processConfigs().stream()
                        .filter(each -> each.toString().endsWith(".yaml"))
                        .findFirst()
                        .orElse(places.config().resolveSibling("process.config.yaml"));
        if (Format.of(file) != Format.YAML) {
            throw new Impossible(ErrorCode.USAGE, file + ": what is written is YAML; name a file that ends so");
        }
        if (Files.exists(file) && !dryRun) {
            throw there(file);
        }
        return new NewConfiguration(places, file, dryRun);
    }

    /** Writes it, or shows it, and tells scripts and people. */
    void finish(String text, List<String> programs, List<String> notes, String next, Report report) throws Impossible {
        if (dryRun) {
            report.line("would be written to " + file + ":");
            text.lines().forEach(report::line);
        } else {
            write(text);
            report.line("wrote " + file + "; " + next);
        }
        report.document("{\"file\":" + (dryRun ? "null" : Quotes.quoted(file.toString())) + ",\"programs\":"
                + list(programs) + ",\"notes\":" + list(notes) + "}");
        first().ifPresent(before -> report.warnings(
                List.of(before + " counts before " + file + "; remove it, or set process_config_file: " + file)));
    }

    private static String list(List<String> texts) {
        return texts.stream().map(Quotes::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /** Variables may hold secrets, so it is for its owner only. A link is made only where nothing is, and of a file that is complete. */
    private void write(String text) throws Impossible {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory == null) {
                throw new IOException("it is no file");
            }
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, ".import", ".tmp", Permissions.attribute(0600));
            try {
                Files.writeString(draft, text, StandardCharsets.UTF_8);
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.createLink(file, draft);
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException e) {
            throw there(file);
        } catch (IOException e) {
            throw new Impossible(ErrorCode.FAILED, "cannot write " + file + ": " + e.getMessage());
        }
    }

    private static Impossible there(Path file) {
        return new Impossible(ErrorCode.USAGE, file + " is there already; name another file with --output");
    }

    /** A process configuration that is read instead of the written one. */
    private Optional<Path> first() {
        return places.processConfigs().stream()
                .takeWhile(each -> !each.equals(file))
                .filter(Files::exists)
                .findFirst();
    }
}
