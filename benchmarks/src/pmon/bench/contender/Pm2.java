package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * npm's pm2.
 *
 * @param module its directory
 */
public record Pm2(Path module, String version) implements Contender {
    private static final Duration REGISTERING = Duration.ofMinutes(5);

    /** Without {@code max_restarts} it gives up after sixteen. */
    private static final String APPLICATION = """
            {"name": "%s", "script": "%s", "args": [%s], "interpreter": "none", "exec_mode": "fork",
             "max_restarts": 1000000000}""";

    @Override
    public String name() {
        return "pm2";
    }

    @Override
    public String listing() {
        return "pm2 ls";
    }

    @Override
    public Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        Path configuration = place.directory().resolve("ecosystem.json");
        String applications = IntStream.rangeClosed(1, programs)
                .mapToObj(index -> {
                    List<String> program = place.program(index);
                    String arguments = program.stream()
                            .skip(1)
                            .map(word -> '"' + word + '"')
                            .collect(Collectors.joining(", "));
                    return APPLICATION.formatted(Place.name(index), program.getFirst(), arguments);
                })
                .collect(Collectors.joining(",\n", "{\"apps\": [\n", "\n]}\n"));
        Files.writeString(configuration, applications);
        String _ = command(place, "start", configuration.toString()).run(REGISTERING);
        return new Commands(
                Long.parseLong(
                        Files.readString(place.directory().resolve("pm2.pid")).strip()),
                command(place, "ls"),
                command(place, "stop", "all"),
                command(place, "start", "all"),
                command(place, "kill"));
    }

    private Command command(Place place, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("node", module.resolve("bin/pm2").toString()));
        words.addAll(List.of(arguments));
        return place.command(Map.of("PM2_HOME", place.directory().toString()), words);
    }
}
