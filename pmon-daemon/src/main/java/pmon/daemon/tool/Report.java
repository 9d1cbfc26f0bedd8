package pmon.daemon.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;
import pmon.wire.json.JsonOutput;

/**
 * Where a tool says what came of it.
 *
 * @param json prints documents for scripts, and nothing else, on {@code out}
 */
public record Report(PrintStream out, PrintStream err, boolean json) {
    /** A list of settings. */
    int settings(List<Response.SettingView> settings) {
        if (json) {
            print(output -> output.settings(settings));
        } else {
            int key = width(settings.stream().map(Response.SettingView::key).toList());
            int value = width(settings.stream().map(Response.SettingView::value).toList());
            for (Response.SettingView setting : settings) {
                out.println(
                        padded(setting.key(), key) + "  " + padded(setting.value(), value) + "  " + setting.source());
            }
        }
        return 0;
    }

    /** A line for people. */
    void line(String text) {
        if (!json) {
            out.println(text);
        }
    }

    /** A document for scripts. */
    void document(String text) {
        if (json) {
            out.println(text);
        }
    }

    void warnings(List<String> warnings) {
        warnings.forEach(warning -> err.println("warning: " + warning));
    }

    /**
     * It cannot be done.
     *
     * @return the exit code
     */
    public int failed(ErrorCode code, String message) {
        if (json) {
            print(output -> output.error(code, message));
        } else {
            err.println(message);
        }
        return code.exitCode();
    }

    /** Longer values are rare, and would push everything else off the screen. */
    private static int width(List<String> column) {
        return Math.min(40, column.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private interface Writing {
        void to(JsonOutput output) throws IOException;
    }

    private void print(Writing writing) {
        StringBuilder text = new StringBuilder();
        try {
            writing.to(new JsonOutput(text));
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder cannot fail", e);
        }
        out.print(text);
    }
}
