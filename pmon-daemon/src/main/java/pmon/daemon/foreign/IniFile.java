package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Position;

/**
 * Sections of options as Python's {@code RawConfigParser} reads them, which is what supervisor and procdog use. Java's libraries read
 * other dialects: they take quotes and backslashes for more than text, end values at other comments, and know no continued lines.
 *
 * <ul>
 *   <li>{@code name = value} or {@code name: value}; names in any case, sections as they are; the last of several counts.
 *   <li>A line that is indented deeper than the option before it continues its value.
 *   <li>A line that begins with {@code #} or {@code ;} is a comment. So is what follows one of the inline signs behind a space.
 *   <li>Options of {@code [DEFAULT]} are in all sections.
 * </ul>
 */
final class IniFile {
    private static final Pattern HEADER = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final Pattern OPTION = Pattern.compile("(.*?)\\s*[=:]\\s*(.*)");
    private static final String EVERYWHERE = "DEFAULT";

    /**
     * One option.
     *
     * @param file the file it stands in
     */
    record Option(String text, Path file, Position at) {
        /** The same with a line more. */
        private Option and(String line) {
            return new Option(text + "\n" + line, file, at);
        }
    }

    /**
     * One section.
     *
     * @param at where it begins first
     */
    record Section(String name, Path file, Position at, Map<String, Option> options) {}

    private final String inlineComments;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** @param inlineComments the signs that begin a comment behind a space */
    IniFile(String inlineComments) {
        this.inlineComments = inlineComments;
    }

    /** In the order of the files, with the options of {@code [DEFAULT]}. */
    Map<String, Section> sections() {
        Map<String, Section> all = new LinkedHashMap<>(sections);
        Section everywhere = all.remove(EVERYWHERE);
        if (everywhere != null) {
            all.values().forEach(section -> everywhere.options().forEach(section.options()::putIfAbsent));
        }
        return all;
    }

    /** Reads a file behind those that were read before. */
    void read(Path file, Findings findings) {
        Section section = null;
        String option = null;
        int indent = 0;
        int number = 0;
        for (String line : SourceText.lines(file, findings)) {
            Position at = new Position(++number, 1);
            String value = withoutComment(line).strip();
            if (value.isEmpty()) {
                // An empty line belongs to a value, one with a comment does not.
                if (line.isBlank() && section != null && option != null) {
                    section.options().computeIfPresent(option, (_, before) -> before.and(""));
                }
                continue;
            }
            int depth = line.length() - line.stripLeading().length();
            if (section != null && option != null && depth > indent) {
                section.options().computeIfPresent(option, (_, before) -> before.and(value));
                continue;
            }
            indent = depth;
            Matcher header = HEADER.matcher(value);
            if (header.matches()) {
                section = sections.computeIfAbsent(
                        header.group(1), name -> new Section(name, file, at, new LinkedHashMap<>()));
                option = null;
            } else {
                option = option(section, value, file, at, findings);
            }
        }
    }

    private static @Nullable String option(
            @Nullable Section section, String line, Path file, Position at, Findings findings) {
        Matcher matcher = OPTION.matcher(line);
        if (section == null) {
            findings.wrong(file, at, "stands in no section; write [section] in front of it");
        } else if (!matcher.matches() || matcher.group(1).isEmpty()) {
            findings.wrong(file, at, "is neither [section] nor option = value");
        } else {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            section.options().put(name, new Option(matcher.group(2), file, at));
            return name;
        }
        return null;
    }

    /**
     * All signs are looked for at once, the first of each, then the second of each and so on, until one of them stands behind a space.
     * That is how Python does it, and why of {@code x;y # a ; b} it keeps {@code x;y}, but of {@code x#y # a ; b} it keeps
     * {@code x#y # a}.
     */
    private String withoutComment(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("#") || stripped.startsWith(";")) {
            return "";
        }
        int[] found = new int[inlineComments.length()];
        Arrays.fill(found, -1);
        boolean more = true;
        while (more) {
            more = false;
            int start = Integer.MAX_VALUE;
            for (int i = 0; i < found.length; i++) {
                if (found[i] == line.length()) {
                    continue;
                }
                int index = line.indexOf(inlineComments.charAt(i), found[i] + 1);
                found[i] = index < 0 ? line.length() : index;
                more |= index >= 0;
                if (index == 0 || (index > 0 && Character.isWhitespace(line.charAt(index - 1)))) {
                    start = Math.min(start, index);
                }
            }
            if (start < Integer.MAX_VALUE) {
                return line.substring(0, start);
            }
        }
        return line;
    }
}
