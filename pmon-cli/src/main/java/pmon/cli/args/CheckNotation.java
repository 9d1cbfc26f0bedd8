package pmon.cli.args;

import java.util.List;
import java.util.Map;
import pmon.api.process.Check;
import pmon.api.process.ShellWords;
import pmon.api.process.WrittenValue;
import pmon.cli.shell.Failure;

/**
 * A check in one word: a URL, or its type, a colon and what it is about. What needs more settings is written in a process configuration.
 */
public final class CheckNotation {
    /** For help. */
    public static final String LABEL = "CHECK";

    private static final String ALLOWED =
            "http://HOST:PORT/PATH, tcp:[HOST:]PORT, redis:[HOST:PORT], exec:COMMAND, " + "shell:COMMAND, file:PATH";

    private CheckNotation() {}

    /** Reads a check; the failure names the option. */
    public static Check parse(String text, Option option) throws Failure {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return single("http", "url", text);
        }
        int colon = text.indexOf(':');
        String type = colon < 0 ? text : text.substring(0, colon);
        String about = colon < 0 ? "" : text.substring(colon + 1);
        if (type.equals("redis")) {
            return about.isEmpty() ? new Check.Single(type, Map.of()) : single(type, "addr", about);
        }
        if (!about.isEmpty()) {
            switch (type) {
                case "tcp" -> {
                    return tcp(about);
                }
                case "file" -> {
                    return single(type, "path", about);
                }
                case "exec" -> {
                    return exec(about, option);
                }
                case "shell" -> {
                    return new Check.Single(
                            "exec",
                            Map.of(
                                    "command",
                                    new WrittenValue.Texts(List.of(about)),
                                    "shell",
                                    new WrittenValue.Text("true")));
                }
                default -> {}
            }
        }
        throw Failure.usage(option.longest() + ": not a check: " + text + "; write " + ALLOWED);
    }

    private static Check single(String type, String key, String value) {
        return new Check.Single(type, Map.of(key, new WrittenValue.Text(value)));
    }

    private static Check tcp(String about) {
        int colon = about.lastIndexOf(':');
        if (colon < 0) {
            return single("tcp", "port", about);
        }
        String host = about.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Check.Single(
                "tcp",
                Map.of(
                        "host",
                        new WrittenValue.Text(bracketed ? host.substring(1, host.length() - 1) : host),
                        "port",
                        new WrittenValue.Text(about.substring(colon + 1))));
    }

    private static Check exec(String command, Option option) throws Failure {
        try {
            return new Check.Single("exec", Map.of("command", new WrittenValue.Texts(ShellWords.split(command))));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(option.longest() + ": " + e.getMessage());
        }
    }
}
