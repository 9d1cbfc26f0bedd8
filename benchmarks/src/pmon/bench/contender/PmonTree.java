package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pmon.bench.system.Unmeasured;

/** The image with programs of which all but the first depend on the first and are restarted with it. */
public record PmonTree(Pmon pmon) implements Contender {
    @Override
    public String name() {
        return pmon.name();
    }

    @Override
    public String version() throws IOException, InterruptedException, Unmeasured {
        return pmon.version();
    }

    @Override
    public String listing() {
        return pmon.listing();
    }

    @Override
    public Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        List<String> entries = new ArrayList<>();
        for (int index = 1; index <= programs; index++) {
            entries.add(entry(place, index));
        }
        Path home = Files.createDirectories(place.directory().resolve("home"));
        Files.writeString(
                home.resolve("process.config.json"), "{\"processes\": [" + String.join(",\n", entries) + "]}\n");
        // The daemon starts what its configuration names.
        return pmon.open(place, 0);
    }

    private static String entry(Place place, int index) {
        List<String> words = place.program(index);
        String args = words.subList(1, words.size()).stream()
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", "));
        String terms = index == 1 ? "" : ", \"depends_on\": {\"" + Place.name(1) + "\": {\"on_failure\": \"restart\"}}";
        return "{\"file\": \"%s\", \"name\": \"%s\", \"args\": [%s]%s}"
                .formatted(words.getFirst(), Place.name(index), args, terms);
    }
}
