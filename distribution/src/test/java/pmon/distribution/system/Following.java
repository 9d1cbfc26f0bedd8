package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A command that goes on, and the lines it writes. */
final class Following implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    Following(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        var _ = Thread.ofPlatform().daemon().start(this::read);
    }

    Process process() {
        return process;
    }

    /** The next line that is this, passing over others. */
    String await(String what, Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + Await.BOUND.toNanos();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                return fail("not within %s: %s; there was: %s", Await.BOUND, what, seen);
            }
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    /** The next event of this type about this program. */
    JsonNode event(String type, String program) throws InterruptedException {
        return Answer.parse(await(type + " of " + program, line -> {
            JsonNode event = Answer.parse(line);
            assertThat(event.propertyNames()).as(line).contains("seq");
            return event.get("type").asString().equals(type)
                    && event.get("process").asString().equals(program);
        }));
    }

    /** The next event, whatever it is. */
    JsonNode next() throws InterruptedException {
        return Answer.parse(await("an event", line -> true));
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(Await.BOUND.toSeconds(), TimeUnit.SECONDS)) {
            fail("it does not end within %s", Await.BOUND);
        }
        return process.exitValue();
    }

    /** What it has said. */
    @Override
    public String toString() {
        return seen + " " + lines;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            lines.add("the end: " + e);
        }
    }
}
