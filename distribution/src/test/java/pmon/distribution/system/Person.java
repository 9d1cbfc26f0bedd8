package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A user who talks to root's daemon: an account that every Linux has, so that none has to be made. */
record Person(PmonHome roots, String user) {
    /** A directory of their own, where everybody may look. */
    Path directory() throws IOException {
        Path directory = roots.work().resolve(user);
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
            own(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return directory;
    }

    /** Makes a path theirs. */
    void own(Path path) throws IOException {
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    /** Runs any command as this user. */
    Answer run(String... command) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("--reuid=" + user, "--regid=" + user, "--init-groups", "--reset-env"));
        words.addAll(List.of("env", "PMON_HOME=" + roots.directory(), PmonHome.MARK + "=" + roots.work()));
        words.addAll(List.of(command));
        return roots.run("setpriv", words.toArray(String[]::new));
    }

    Answer pmon(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(roots.image().resolve("bin/pmon").toString());
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    JsonNode json(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(0, "--json");
        return pmon(all.toArray(String[]::new)).succeeds().json();
    }

    /** Starts a program that stays. */
    JsonNode starts(String name, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("exec", sleeper().toString(), "--name", name));
        words.addAll(List.of(more));
        return json(words.toArray(String[]::new));
    }

    /** The command has to be refused as not permitted. */
    Answer mayNot(String... words) throws Exception {
        return pmon(words).failsWith(7);
    }

    Path sleeper() throws IOException {
        Path sleeper = directory().resolve("sleeper");
        if (!Files.exists(sleeper)) {
            Files.writeString(sleeper, "#!/bin/sh\necho \"$USER $*\"\nexec sleep 1000\n");
            Files.setPosixFilePermissions(sleeper, PosixFilePermissions.fromString("rwxr-xr-x"));
            own(sleeper);
        }
        return sleeper;
    }

    /** What a listing shows them of a program. */
    JsonNode sees(String program) throws Exception {
        for (JsonNode shown : json("ls")) {
            if (shown.get("name").asString().equals(program)) {
                return shown;
            }
        }
        throw new AssertionError(program + " is not listed");
    }

    /** Whether the program still is the process it was. */
    void finds(String program, long pid) throws Exception {
        assertThat(roots.live(program).pid()).isEqualTo(pid);
    }
}
