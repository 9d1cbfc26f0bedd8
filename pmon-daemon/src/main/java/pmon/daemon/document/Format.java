package pmon.daemon.document;

import java.nio.file.Path;
import java.util.Locale;

/** How a document is written. */
public enum Format {
    JSON,
    YAML,
    TOML;

    /** By the end of the file's name; what is neither {@code .json} nor {@code .toml} is YAML. */
    public static Format of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return JSON;
        }
        return name.endsWith(".toml") ? TOML : YAML;
    }
}
