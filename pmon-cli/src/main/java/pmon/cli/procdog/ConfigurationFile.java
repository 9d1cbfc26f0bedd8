package pmon.cli.procdog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code procdog.cfg}: a section a process, as Python's {@code RawConfigParser} reads it. A line that is indented goes on with the value
 * before it; {@code ;} behind a space begins a comment. What {@code [DEFAULT]} says holds for all.
 */
final class ConfigurationFile {
    private static final String EVERYWHERE = "DEFAULT";
    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private ConfigurationFile(Path file) {
        this.file = file;
    }

    /** What a file says about a process. One that is not there says nothing, as in procdog. */
    static Map<Setting, String> read(Path file, String process) throws Trouble {
        ConfigurationFile configuration = new ConfigurationFile(file);
        configuration.read();
        return configuration.about(process);
    }

    private void read() throws Trouble {
        List<String> lines;
        try {
            if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
                throw new Trouble(Trouble.CONFIGURATION, file + ": is larger than 1 MiB");
            }
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (CharacterCodingException e) {
            throw new Trouble(Trouble.CONFIGURATION, file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new Trouble(Trouble.CONFIGURATION, file + ": cannot be read: " + e.getMessage());
        }
        Map<String, String> section = null;
        String key = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String text = withoutComment(line).strip();
            if (text.isEmpty()) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0)) && section != null && key != null) {
                section.put(key, section.get(key) + "\n" + text);
            } else if (text.startsWith("[") && text.indexOf(']') > 1) {
                section = sections.computeIfAbsent(text.substring(1, text.indexOf(']')), none -> new LinkedHashMap<>());
                key = null;
            } else {
                key = option(section, text, i + 1);
            }
        }
    }

    private String option(@Nullable Map<String, String> section, String text, int line) throws Trouble {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        int end = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
        if (section == null || end < 1) {
            throw new Trouble(
                    Trouble.CONFIGURATION, file + ":" + line + ": is neither [section] nor key = value: " + text);
        }
        String key = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
        section.put(key, text.substring(end + 1).strip());
        return key;
    }

    private Map<Setting, String> about(String process) throws Trouble {
        Map<Setting, String> said = new EnumMap<>(Setting.class);
        Map<String, String> section = sections.get(process);
        if (section == null || process.equals(EVERYWHERE)) {
            return said;
        }
        Map<String, String> all = new LinkedHashMap<>(sections.getOrDefault(EVERYWHERE, Map.of()));
        all.putAll(section);
        for (Map.Entry<String, String> option : all.entrySet()) {
            Setting setting = Setting.ofKey(option.getKey());
            if (setting == null) {
                throw new Trouble(
                        Trouble.CONFIGURATION, "unrecognized config key: '" + option.getKey() + "' in '" + file + "'");
            }
            String objection = setting.objection(option.getValue());
            if (objection != null) {
                throw new Trouble(Trouble.CONFIGURATION, file + ": " + option.getKey() + ": " + objection);
            }
            said.put(setting, option.getValue());
        }
        return said;
    }

    private static String withoutComment(String line) {
        if (line.startsWith("#") || line.startsWith(";")) {
            return "";
        }
        int comment = line.indexOf(';');
        while (comment > 0 && !Character.isWhitespace(line.charAt(comment - 1))) {
            comment = line.indexOf(';', comment + 1);
        }
        return comment < 0 ? line : line.substring(0, comment);
    }
}
