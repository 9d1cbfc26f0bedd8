package pmon.cli.boot;

import java.util.Map;

/** The text of a unit file: the one in the image, for a certain pmond and its environment. */
final class UnitText {
    /** The first line of what startup has written, by which it is known again. */
    static final String MARK =
            "# Written by `pmon startup` and removed by `pmon unstartup`. Changes belong into pmond.service.d/.";

    private static final String PROGRAM_LINE = "ExecStart=/usr/bin/pmond\n";

    private UnitText() {}

    /** The template with this program and these variables in their order. */
    static String of(String template, String program, Map<String, String> environment) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            lines.append("Environment=")
                    .append(quoted(variable.getKey() + "=" + variable.getValue()))
                    .append('\n');
        }
        lines.append("ExecStart=").append(quoted(program)).append('\n');
        int at = template.indexOf(PROGRAM_LINE);
        if (at < 0) {
            throw new IllegalArgumentException("a unit without the line " + PROGRAM_LINE);
        }
        return MARK + "\n" + template.substring(0, at) + lines + template.substring(at + PROGRAM_LINE.length());
    }

    /** One word, as systemd.syntax(7) has it quoted, with specifiers of systemd.unit(5) left alone. */
    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '%' -> quoted.append("%%");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
