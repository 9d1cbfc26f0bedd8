package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.bench.system.Command;
import pmon.bench.system.Unmeasured;

/**
 * Debian's supervisor.
 *
 * @param prefix where its {@code bin} and {@code lib} are
 */
public record Supervisor(Path prefix, String version) implements Contender {
    private static final Duration DAEMON = Duration.ofSeconds(60);

    /**
     * {@code startsecs=0} is how one has it never give up: otherwise it calls programs that end within a second fatal after
     * three tries. Both streams into one file, as pmon has it.
     */
    private static final String CONFIGURATION = """
            [supervisord]
            logfile=%1$s/supervisord.log
            pidfile=%1$s/supervisord.pid
            childlogdir=%1$s
            minfds=10000
            [unix_http_server]
            file=%1$s/socket
            [supervisorctl]
            serverurl=unix://%1$s/socket
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [program:life]
            process_name=life-%%(process_num)04d
            numprocs=%2$d
            numprocs_start=1
            command=%3$s
            autorestart=true
            startsecs=0
            redirect_stderr=true
            """;

    @Override
    public String name() {
        return "supervisor";
    }

    @Override
    public String listing() {
        return "supervisorctl status";
    }

    @Override
    public Commands open(Place place, int programs) throws IOException, InterruptedException, Unmeasured {
        String program = String.join(" ", place.program(0)).replace(" 0 ", " %(process_num)d ");
        Path directory = place.directory();
        Files.writeString(configuration(place), CONFIGURATION.formatted(directory, programs, program));
        String _ = command(place, "supervisord").run(DAEMON);
        // It detaches before it has its pid written.
        Path pid = directory.resolve("supervisord.pid");
        long deadline = System.nanoTime() + DAEMON.toNanos();
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            if (System.nanoTime() > deadline) {
                throw new Unmeasured("no pid of supervisord after " + DAEMON.toSeconds() + " s");
            }
            Thread.sleep(10);
        }
        return new Commands(
                Long.parseLong(Files.readString(pid).strip()),
                command(place, "supervisorctl", "status"),
                command(place, "supervisorctl", "stop", "all"),
                command(place, "supervisorctl", "start", "all"),
                command(place, "supervisorctl", "shutdown"));
    }

    private Command command(Place place, String program, String... arguments) {
        Path packages = prefix.resolve("lib/python3/dist-packages");
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/python3",
                prefix.resolve("bin").resolve(program).toString(),
                "-c",
                configuration(place).toString()));
        words.addAll(List.of(arguments));
        return place.command(Map.of("PYTHONPATH", packages.toString()), words);
    }

    private static Path configuration(Place place) {
        return place.directory().resolve("supervisord.conf");
    }
}
