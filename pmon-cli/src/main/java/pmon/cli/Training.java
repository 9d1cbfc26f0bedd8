package pmon.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.cli.shell.Caller;

/**
 * What the image's build runs to record which classes commands use: typical command lines, in one process, against a daemon that is
 * running, with their output thrown away.
 */
public final class Training {
    private static final String NAME = "training";

    private static final List<List<String>> LINES = List.of(
            List.of("exec", "/bin/sleep", "--name", NAME, "--args", "1000", "-e", "A='b c'", "--stop-timeout", "5s"),
            List.of("exec", "/bin/sleep", "--name", NAME + "-too", "--json", "--", "1000"),
            // One that prints a lot, so that its log is rotated, and ends; it is started again.
            List.of("exec", "/bin/sh", "--name", NAME + "-talk", "--", "-c", "seq 300000; sleep 0.2"),
            List.of("ls"),
            List.of("list", "--json"),
            List.of("ls", "--sort", "cpu", "--status", "running"),
            List.of("__complete", "--", "l"),
            List.of("__complete", "--", "desc", "tr"),
            List.of("__complete", "--", "stop", "@"),
            List.of("desc", NAME),
            List.of("show", NAME, "--json"),
            List.of("restart", NAME),
            List.of("stop", "--force", NAME, "--timeout", "10s"),
            List.of("start", NAME),
            List.of("reset", NAME),
            List.of("group", "create", NAME),
            List.of("group", "assign", NAME, NAME),
            List.of("group", "ls"),
            List.of("group", "desc", NAME, "--json"),
            List.of("group", "restart", NAME),
            List.of("ls", "--group", NAME),
            List.of("init", "--dry-run"),
            List.of("init"),
            List.of("dgraph"),
            List.of("export", "yaml"),
            List.of("config"),
            List.of("log", NAME, "-n", "5"),
            List.of("log", "--json"),
            List.of("log", NAME, "--all"),
            List.of("events", "--after", "0", "--no-follow"),
            List.of("events", "--after", "0", "--no-follow", "--json"),
            List.of("daemon", "status"),
            List.of("version"),
            List.of("version", "--json"),
            List.of("desc", "nobody"),
            List.of("stop", "nobody", "--json"),
            List.of("lss"),
            List.of("kill", "--force"),
            List.of("del", NAME, NAME + "-too", NAME + "-talk"),
            List.of("ls"));

    private static final List<List<String>> PROCDOG_LINES = List.of(
            List.of("status", NAME),
            List.of("start", NAME, "--command", "sleep 1000", "--health-command", "true"),
            List.of("wait", NAME),
            List.of("stop", NAME));

    private Training() {}

    /** Runs the lines. What comes of them is not its concern: the tests check that. */
    public static void main(String[] arguments) throws IOException {
        for (TransportProvider transport : ServiceLoader.load(TransportProvider.class)) {
            exchange(transport);
        }
        Caller caller = Caller.ofThisProcess();
        for (List<String> line : LINES) {
            for (boolean colour : new boolean[] {true, false}) {
                Main.run(
                        caller,
                        new StandardConsole(
                                OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), colour, 100),
                        line);
            }
        }
        for (List<String> line : PROCDOG_LINES) {
            Main.procdog(
                    caller,
                    new StandardConsole(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, 100),
                    line);
        }
    }

    /** The daemon uses one transport of those in the image; commands have to be as quick with any other. */
    private static void exchange(TransportProvider transport) throws IOException {
        Path directory = Files.createTempDirectory("pmon-training");
        try (Listener listener = transport.listen(directory, TransportLimits.DEFAULT);
                Connection client = transport.connect(listener.endpoint(), TransportLimits.DEFAULT)) {
            client.send(new byte[1]);
            try (Connection server = listener.accept()) {
                server.peer();
                server.receive();
                server.send(new byte[1]);
                client.receive();
            }
        } finally {
            Files.delete(directory);
        }
    }
}
