package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * runit's {@code runsvdir} with one {@code runsv} a program.
 *
 * @param prefix where its {@code bin} is
 */
public record Runit(Path prefix, String version) implements Contender {
    /** runsvdir knows no more services than this. */
    private static final int MAX_SERVICES = 1000;

    @Override
    public String name() {
        return "runit";
    }

    @Override
    public boolean capturesOutput() {
        return false;
    }

    @Override
    public String listing() {
        return "sv status";
    }

    @Override
    public Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        if (programs > MAX_SERVICES) {
            throw new Unmeasured("runsvdir has at most " + MAX_SERVICES + " services");
        }
        Path services = Files.createDirectory(place.directory().resolve("services"));
        List<String> names = new ArrayList<>();
        for (int index = 1; index <= programs; index++) {
            Path service = Files.createDirectory(services.resolve(Place.name(index)));
            Path run = Files.writeString(
                    service.resolve("run"), "#!/bin/sh\nexec " + String.join(" ", place.program(index)) + " 2>&1\n");
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
            names.add(service.toString());
        }
        // It calls runsv by name.
        Map<String, String> environment = Map.of("PATH", prefix.resolve("bin") + ":" + System.getenv("PATH"));
        Process daemon = place.command(environment, List.of(bin("runsvdir"), "-P", services.toString()))
                .spawn(place.directory().resolve("runsvdir.log"));
        return new Commands(
                daemon.pid(),
                sv(place, "status", names),
                sv(place, "stop", names),
                sv(place, "start", names),
                // On HUP it has every runsv end its program and itself.
                place.command(Map.of(), List.of("/bin/sh", "-c", "kill -HUP " + daemon.pid())));
    }

    private Command sv(Place place, String what, List<String> services) {
        List<String> words = new ArrayList<>(List.of(bin("sv"), what));
        words.addAll(services);
        return place.command(Map.of(), words);
    }

    private String bin(String program) {
        return prefix.resolve("bin").resolve(program).toString();
    }
}
