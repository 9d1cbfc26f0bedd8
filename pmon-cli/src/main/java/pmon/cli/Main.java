package pmon.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.cli.client.Client;
import pmon.cli.client.DaemonClient;
import pmon.cli.client.RemoteClient;
import pmon.cli.command.CommandLine;
import pmon.cli.procdog.Procdog;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;

/** The program {@code pmon}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Caller caller = Caller.ofThisProcess();
        Console console = StandardConsole.of(caller, arguments);
        List<String> line = List.of(arguments);
        int code = "procdog".equals(System.getProperty("pmon.front"))
                ? procdog(caller, console, line)
                : run(caller, console, line);
        // Nothing is left to be closed, so the orderly way out would only take longer.
        Runtime.getRuntime().halt(code);
    }

    /** A command line of this process: with the daemon of its image. @return the exit code */
    static int run(Caller caller, Console console, List<String> arguments) {
        return new CommandLine(caller, console, new StandardMachine(caller, image()), new Daemons(caller, console))
                .run(arguments);
    }

    /** The same in the words of procdog. */
    static int procdog(Caller caller, Console console, List<String> arguments) {
        return new Procdog(
                        caller,
                        console,
                        new StandardMachine(caller, image()),
                        DaemonClient.of(caller, image(), false, console::complain)
                                .closedByTheKernel())
                .run(arguments);
    }

    /** Of this machine and others. */
    private record Daemons(Caller caller, Console console) implements CommandLine.Clients {
        @Override
        public Client open(boolean system) {
            return DaemonClient.of(caller, image(), system, console::complain).closedByTheKernel();
        }

        @Override
        public Client remote(String host) {
            return RemoteClient.of(caller, host);
        }
    }

    private static @Nullable Path image() {
        String image = System.getProperty("pmon.image");
        return image == null ? null : Path.of(image);
    }
}
