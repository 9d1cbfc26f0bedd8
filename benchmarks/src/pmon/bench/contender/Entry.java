package pmon.bench.contender;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who was asked for: there to be measured, or absent with the reason. */
public sealed interface Entry {
    String name();

    record Present(Contender contender) implements Entry {
        @Override
        public String name() {
            return contender.name();
        }
    }

    record Absent(String name, String why) implements Entry {}

    /** Those that {@code benchmarks/run} has found, given as properties {@code pmon.bench.NAME}; pmon first. */
    public static List<Entry> all(Path scratch) {
        List<Entry> entries = new ArrayList<>();
        for (String name : List.of("pmon", "runit", "pm2", "supervisor")) {
            String place = System.getProperty("pmon.bench." + name);
            String why = System.getProperty("pmon.bench." + name + ".absent");
            String version = System.getProperty("pmon.bench." + name + ".version", "unknown");
            if (place != null) {
                entries.add(new Present(
                        switch (name) {
                            case "pmon" -> new Pmon(Path.of(place), scratch);
                            case "runit" -> new Runit(Path.of(place), version);
                            case "pm2" -> new Pm2(Path.of(place), version);
                            case "supervisor" -> new Supervisor(Path.of(place), version);
                            default -> throw new IllegalStateException("nobody is called " + name);
                        }));
            } else if (why != null) {
                entries.add(new Absent(name, why));
            }
        }
        return List.copyOf(entries);
    }
}
