package pmon.daemon.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherReadersTest {
    @TempDir
    private Path directory;

    @Test
    void aProcfileNeedsAShellOnlyForWhatAShellDoes() throws IOException {
        Files.writeString(directory.resolve(".env"), "A=1\n");
        Reading reading = Reading.of("procfile", directory, """
                # comment
                web: bundle exec puma -p $PORT
                clock: ./bin/clock --every "1 h"
                release: rake db:migrate
                """);
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.yaml())
                .contains("file: /bin/sh", "- \"bundle exec puma -p $PORT\"", "file: bin/clock", "- \"1 h\"")
                .contains("env_file: .env");
        assertThat(reading.notes())
                .anySatisfy(note -> assertThat(note).startsWith("file:2: web: PORT is given by foreman"));
        assertThat(reading.drafts().getLast().idle()).isNotNull();
        assertThat(Reading.of("procfile", directory, "web bundle").mistakes())
                .containsExactly("file:1:1: is not of the form name: command");
    }

    @Test
    void processComposeBecomesProgramsWithMonitorsAndConditions() throws IOException {
        Reading reading = Reading.of("compose", directory, """
                version: "0.5"
                x-restart: &restart
                  restart: always
                  backoff_seconds: 2
                environment: ["GLOBAL=1"]
                processes:
                  db:
                    command: ./db --port ${DB_PORT}
                    availability: *restart
                    readiness_probe:
                      http_get: {host: localhost, port: "${DB_PORT}", path: /ok}
                      period_seconds: 5
                  web:
                    command: "sleep 1 && exec web"
                    working_dir: app
                    namespace: site
                    replicas: 2
                    environment: ["A=$$x"]
                    depends_on:
                      db: {condition: process_healthy}
                    shutdown: {signal: 2, timeout_seconds: 4, command: "echo"}
                    liveness_probe: {exec: {command: "test -f ok"}}
                  job:
                    command: job
                    disabled: true
                """, "DB_PORT", "5432");
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.names()).containsExactly("db", "web-0", "web-1", "job");
        assertThat(reading.yaml())
                .contains("file: db\n", "args: \"--port 5432\"", "restart_initial_delay: \"2s\"")
                .contains("http://localhost:5432/ok", "\"role\": \"ready\"", "\"period\": \"5s\"")
                .contains("file: bash", "sleep 1 && exec web", "cwd: app", "A: \"$x\"", "GLOBAL: \"1\"")
                .contains("stop_signal: INT", "stop_timeout: \"4s\"", "groups:\n      - site", "no_auto_restart: true")
                .contains("\"role\": \"alive\"", "\"condition\": \"ready\"");
        assertThat(reading.notes())
                .contains("file:21: processes.web.shutdown.command: has no equivalent: a program is asked to end by a"
                        + " signal");
        assertThat(reading.drafts().getLast().idle()).isEqualTo("disabled: true");
    }

    @Test
    void procmonsTreeIsKeptAndItsOtherTasksAreNamed() throws IOException {
        Reading reading = Reading.of("procmon", directory, """
                [env]
                PORT_A = "12341"
                TASK_A = "A"
                [logger]
                output = "STDERR"
                [[prologue]]
                name = "dir"
                type = "ensuredir"
                path = "/tmp/x"
                [[task]]
                name = "HUPTASK"
                path = "/bin/sh"
                args = ["-c", "echo hup"]
                [task.specials]
                signal = "SIGHUP"
                shutdown = true
                [[task]]
                name = "$TASK_A"
                path = "./server"
                args = ["--port=$(PORT_A)"]
                stderr = "$TASK_A.log"
                maxshutdown = "1.5s"
                [[task.monitors]]
                name = "health"
                type = "http"
                url = "http://localhost:$PORT_A/health"
                period = "2s"
                [[task.monitors]]
                name = "ready"
                type = "http"
                url = "http://localhost:$PORT_A/health"
                timeout = "100ms"
                [[task]]
                name = "B"
                path = "/b"
                parent = "A"
                """);
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.names()).containsExactly("A", "B");
        assertThat(reading.yaml())
                .contains("file: server\n", "args: \"--port=12341\"", "log: A.log", "stop_timeout: \"1500ms\"")
                .contains("\"condition\": \"ready\", \"on_failure\": \"restart\"", "http://localhost:12341/health")
                .contains("\"period\": \"2s\"", "\"role\": \"prologue\"", "ready_timeout: \"10s\"");
        assertThat(reading.notes())
                .anySatisfy(note -> assertThat(note).contains("HUPTASK is a task that something else starts"))
                .contains("file: logger: is procmon's own log and is left out");
        assertThat(Reading.of("procmon", directory, "[[task]]\nname = \"a\"\npath = \"$NOBODY\"\n")
                        .mistakes())
                .containsExactly("file: $NOBODY is set neither in [env] nor in the environment");
    }

    @Test
    void procdogsProgramsAreNotStartedAgain() throws IOException {
        Reading reading = Reading.of("procdog", directory, """
                [server]
                command=java -jar $JAR --port 80 ; comment
                health_command=curl localhost:80
                health_delay=0.5
                health_count=4
                dir=/srv
                stdout=out.log
                append=True
                """, "JAR", "app.jar");
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.yaml())
                .contains("file: java", "args: \"-jar app.jar --port 80\"", "cwd: /srv", "log: /srv/out.log")
                .contains("no_auto_restart: true", "\"period\": \"500ms\"", "ready_timeout: \"2s\"");
        assertThat(reading.notes()).contains("file:8: [server] append: logs are always appended to");
        assertThat(Reading.of("procdog", directory, "[a]\ncommand=$NONE\ncommnd=b\n")
                        .mistakes())
                .containsExactly(
                        "file:2:1: [a] command: $NONE is not set in the environment; set it for this command",
                        "file:3:1: [a] commnd: there is no such key; did you mean command?");
    }
}
