package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scripts that wait for a program, and programs that are told on the command line how they are checked. */
class WaitIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void aServerIsReadyWhenItAnswersAndWaitedForMeanwhile() throws Exception {
        HttpServer server = HttpServer.onFreePort();
        Path script = home.script("late", "while ! [ -e go ]; do sleep 0.05; done", "exec \"$@\"");
        home.startDaemon();
        Following exec = home.follow(execution(server, script, "30s"));
        Await.until("it is there", () -> home.statuses().contains("web running"));
        assertThat(home.pmon("status", "web").succeeds().out()).startsWith("web: running, starting, pid ");
        home.pmon("wait", "web", "--for", "running").succeeds();
        home.pmon("wait", "web", "--for", "ready", "--timeout", "100ms").failsWith(124);
        Following wait = home.follow("wait", "web", "--json");
        Files.createFile(home.work().resolve("go"));
        assertThat(wait.exitCode()).isZero();
        assertThat(exec.exitCode()).isZero();
        JsonNode status = home.json("status", "web");
        assertThat(status.get("health").asString()).isEqualTo("healthy");
        assertThat(server.status("/go")).isEqualTo(200);

        Following stopped = home.follow("wait", "web", "--for", "stopped", "--json");
        home.pmon("stop", "web").succeeds();
        assertThat(stopped.exitCode()).isZero();
        home.pmon("wait", "web").failsWith(6);
        home.pmon("wait", "nobody").failsWith(5);
    }

    @Test
    void oneThatIsNotReadyInTimeIsUnhealthy() throws Exception {
        home.pmon(
                        "exec",
                        "/bin/sleep",
                        "--name",
                        "web",
                        "--ready",
                        "exec:false",
                        "--ready-timeout",
                        "300ms",
                        "--",
                        "100")
                .failsWith(6);
        Answer wait = home.pmon("wait", "web", "--json").failsWith(6);
        assertThat(wait.json().get("error").get("code").asString()).isEqualTo("unhealthy");
    }

    @Test
    void aCheckThatNobodyCanMakeIsRefusedBeforeAnythingStarts() throws Exception {
        home.startDaemon();
        assertThat(home.pmon("exec", "/bin/sleep", "--ready", "tcp:70000", "--", "9")
                        .failsWith(2)
                        .err())
                .contains("70000");
        home.pmon("exec", "/bin/sleep", "--ready", "8080", "--", "9").failsWith(2);
        assertThat(home.statuses()).isEmpty();
    }

    private String[] execution(HttpServer server, Path script, String timeout) {
        String url = "http://127.0.0.1:" + server.port() + "/";
        String[] arguments = server.arguments(home.work());
        String[] line = new String[15 + arguments.length];
        String[] options = {
            "exec",
            script.toString(),
            "--name",
            "web",
            "--cwd",
            home.work().toString(),
            "--ready",
            url,
            "--alive",
            url,
            "--ready-timeout",
            timeout,
            "--no-autorestart",
            "--",
            server.program()
        };
        System.arraycopy(options, 0, line, 0, options.length);
        System.arraycopy(arguments, 0, line, options.length, arguments.length);
        return line;
    }
}
