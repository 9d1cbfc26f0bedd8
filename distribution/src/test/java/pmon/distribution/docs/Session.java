package pmon.distribution.docs;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A shell that is told one command after another, as by somebody who reads a document and types. */
final class Session implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final String DONE = "that was all of the output";

    private final Process shell;
    private final BufferedWriter keyboard;
    private final BufferedReader screen;

    Session(Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh").directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PMON") || name.contains("JAVA_"));
        builder.environment().putAll(environment);
        shell = builder.start();
        keyboard = shell.outputWriter();
        screen = shell.inputReader();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(this::destroy);
    }

    /** What the command prints, on both its outputs. */
    List<String> type(String command) throws IOException {
        // The newline before the mark ends a line that the command has left open. The exit code is handed on for $?.
        keyboard.write("{ " + command + "\n} </dev/null; code=$?; printf '\\n" + DONE + "\\n'; (exit $code)\n");
        keyboard.flush();
        List<String> lines = new ArrayList<>();
        String line = screen.readLine();
        while (line != null && !line.equals(DONE)) {
            lines.add(line);
            line = screen.readLine();
        }
        if (line == null) {
            throw new EOFException("the shell ended within: " + command + "\n" + String.join("\n", lines));
        }
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    @Override
    public void close() {
        destroy();
    }

    private void destroy() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
