package pmon.cli.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.client.Client;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;

/** The systemd of a scope, as far as it is there and runs. */
public final class Systemd {
    /** The last is NixOS's. */
    private static final List<String> PROGRAMS =
            List.of("usr/bin/systemctl", "bin/systemctl", "run/current-system/sw/bin/systemctl");

    private final UnitPlaces places;
    private final Caller caller;
    private final Machine machine;

    public Systemd(UnitPlaces places, Caller caller, Machine machine) {
        this.places = places;
        this.caller = caller;
        this.machine = machine;
    }

    /** Whether the machine has it. */
    public boolean installed() {
        return program() != null;
    }

    /** Whether it runs and can be asked. Source: sd_booted(3) looks for the same directory, systemctl for the same socket of a user's. */
    public boolean running() {
        if (!places.root().equals(machine.root())) {
            return false;
        }
        String runtime = caller.variable("XDG_RUNTIME_DIR");
        return installed()
                && switch (places.scope()) {
                    case SYSTEM -> Files.isDirectory(places.root().resolve("run/systemd/system"));
                    case USER -> runtime != null && Files.exists(Path.of(runtime, "systemd/private"));
                };
    }

    /** Starts the daemon unless there is one. */
    public Starts start(Client client, boolean changed) throws Failure {
        if (!running()) {
            return atBoot() ? Starts.NEXT_BOOT : Starts.NEXT_LOGIN;
        }
        if (changed) {
            reload();
        }
        if (call("is-active", "--quiet", UnitPlaces.UNIT).exitCode() != 0) {
            if (client.version() != null) {
                return Starts.AFTER_ANOTHER;
            }
            require("start", UnitPlaces.UNIT);
        }
        return Starts.NOW;
    }

    /** Has it read its units again. */
    public void reload() throws Failure {
        require("daemon-reload");
    }

    /** Where it begins to start things. */
    String beginning() {
        return atBoot() ? "boot" : "login";
    }

    /** How to have a user's begin at boot; empty where it does. */
    String lingering() {
        return atBoot() ? "" : "to have it started at boot: " + enableLinger() + "\n";
    }

    /** The command that has a user's systemd started at boot. */
    String enableLinger() {
        return ("loginctl enable-linger " + user()).strip();
    }

    /** Whether it is started at boot; a user's without lingering is not. */
    private boolean atBoot() {
        String user = user();
        return places.scope() == Scope.SYSTEM
                || (!user.isEmpty()
                        && Files.exists(
                                places.root().resolve("var/lib/systemd/linger").resolve(user)));
    }

    private String user() {
        String user = caller.variable("USER");
        String login = user == null ? caller.variable("LOGNAME") : user;
        return login == null ? "" : login;
    }

    /** The beginning of a command line that people type. */
    public String typed() {
        return places.scope() == Scope.USER ? "systemctl --user" : "systemctl";
    }

    private void require(String... words) throws Failure {
        Machine.Ran ran = call(words);
        if (ran.exitCode() != 0) {
            throw new Failure(
                    ErrorCode.FAILED,
                    typed() + " " + String.join(" ", words) + " failed: "
                            + ran.said().strip());
        }
    }

    private Machine.Ran call(String... words) throws Failure {
        Path program = program();
        if (program == null) {
            throw new IllegalStateException("no systemctl to call");
        }
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        if (places.scope() == Scope.USER) {
            command.add("--user");
        }
        command.addAll(List.of(words));
        return machine.run(command);
    }

    private @Nullable Path program() {
        for (String name : PROGRAMS) {
            Path program = places.root().resolve(name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }
}
