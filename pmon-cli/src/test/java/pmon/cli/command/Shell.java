package pmon.cli.command;

import java.util.List;
import java.util.Map;
import pmon.api.protocol.Request;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.FakeMachine;
import pmon.cli.shell.Caller;

/** Runs one line against a fake daemon and keeps what came of it. */
record Shell(int code, String out, String error, FakeClient client, boolean system) {
    static Shell run(FakeClient client, String... line) {
        return run(client, new FakeConsole(), line);
    }

    static Shell run(FakeClient client, FakeConsole console, String... line) {
        return run(client, console, new FakeMachine(1), line);
    }

    static Shell run(FakeClient client, FakeConsole console, FakeMachine machine, String... line) {
        Caller caller = new Caller("/home/joe", Map.of("PATH", "/bin"), false);
        boolean[] system = new boolean[1];
        int code = new CommandLine(caller, console, machine, asked -> {
                    system[0] = asked;
                    return client;
                })
                .run(List.of(line));
        return new Shell(code, console.out(), console.error(), client, system[0]);
    }

    Request request() {
        return client.requests.getFirst();
    }
}
