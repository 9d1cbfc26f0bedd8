package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * The image, with everything as it is by default.
 *
 * @param image its directory
 * @param scratch where it may be asked for its version
 */
public record Pmon(Path image, Path scratch) implements Contender {
    private static final Duration DAEMON = Duration.ofSeconds(60);
    private static final Duration ONE_COMMAND = Duration.ofSeconds(60);
    private static final Pattern PID = Pattern.compile("\"pid\"\\s*:\\s*(\\d+)");
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern JAVA = Pattern.compile("\"java\"\\s*:\\s*\"([^\"]+)\"");

    @Override
    public String name() {
        return "pmon";
    }

    @Override
    public boolean hasSuccessors() {
        return true;
    }

    @Override
    public String version() throws IOException, InterruptedException, Unmeasured {
        String said = new Command(words("version", "--json"), Map.of("PMON_HOME", scratch.toString()), scratch)
                .run(ONE_COMMAND);
        return find(VERSION, said) + " on Java " + find(JAVA, said);
    }

    @Override
    public String listing() {
        return "pmon ls";
    }

    @Override
    public Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        String _ = command(place, "daemon", "start").run(DAEMON);
        String status = command(place, "daemon", "status", "--json").run(ONE_COMMAND);
        register(place, programs);
        return new Commands(
                Long.parseLong(find(PID, status)),
                command(place, "ls"),
                command(place, "kill"),
                command(place, "start", "all"),
                command(place, "daemon", "stop"),
                Optional.of(command(place, "daemon", "start")));
    }

    /** One command a program, as many at a time as there are cores. */
    private void register(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        List<Callable<String>> commands = new ArrayList<>();
        for (int index = 1; index <= programs; index++) {
            List<String> program = place.program(index);
            List<String> words = new ArrayList<>(List.of(
                    "exec", "--no-autostart", program.getFirst(), "--name", Place.name(index), "--no-wait", "--"));
            words.addAll(program.subList(1, program.size()));
            Command command = command(place, words.toArray(String[]::new));
            commands.add(() -> command.run(ONE_COMMAND));
        }
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<String> done : pool.invokeAll(commands)) {
                String _ = done.get();
            }
        } catch (ExecutionException e) {
            throw new Unmeasured(e.getCause().getMessage());
        }
    }

    private Command command(Place place, String... arguments) {
        return place.command(
                Map.of("PMON_HOME", place.directory().resolve("home").toString(), "NO_COLOR", "1"), words(arguments));
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(image.resolve("bin/pmon").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String find(Pattern pattern, String text) throws Unmeasured {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new Unmeasured("no " + pattern + " in what it says");
        }
        return matcher.group(1);
    }
}
