package pmon.os.portable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system's POSIX shell, for the little that the JDK has no call for. */
final class Shell {
    static final String PATH = "/bin/sh";

    private Shell() {}

    /** Runs a script with arguments {@code $1} and on; its output if it succeeded. */
    static Optional<String> run(String script, List<String> arguments) {
        var command = new ArrayList<>(List.of(PATH, "-c", script, PATH));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
