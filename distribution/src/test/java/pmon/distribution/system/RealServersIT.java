package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Debian's redis and nginx under the monitors that are meant for them, each made unhealthy in three ways. */
class RealServersIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    /** The monitor and what runs it have the same time; either may notice first. */
    private static final String TOO_LATE = "no answer within 2s|answer(ed)? in time";

    private final int port;

    RealServersIT() throws Exception {
        port = HttpServer.onFreePort().port();
    }

    @Test
    void redisThatIsFrozenLockedOrElsewhereIsReplaced() throws Exception {
        DebianServer redis = DebianServer.redis();
        home.startDaemon();
        define(redis, """
                "--port", "%d", "--bind", "127.0.0.1", "--save", "", "--dir", "%s"
                """.formatted(port, home.work()), """
                "type": "redis", "addr": "127.0.0.1:%d"
                """.formatted(port));
        home.pmon("init").succeeds();
        try (Following events = home.events()) {
            events.event("healthy", "server");
            home.pmon("signal", "server", "STOP").succeeds();
            assertThat(unhealthy(events)).containsPattern(TOO_LATE);
            events.event("healthy", "server");

            tell("CONFIG SET requirepass secret");
            assertThat(unhealthy(events)).contains("NOAUTH");
            events.event("healthy", "server");

            tell("CONFIG SET port " + HttpServer.onFreePort().port());
            assertThat(unhealthy(events)).contains("refused");
            events.event("healthy", "server");
        }
        assertThat(home.desc("server").get("restart_count").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void nginxThatIsFrozenEmptyOrMisconfiguredIsReplaced() throws Exception {
        DebianServer nginx = DebianServer.nginx();
        // Its workers are nobody.
        Files.setPosixFilePermissions(home.work(), PosixFilePermissions.fromString("rwx--x--x"));
        Path page = Files.writeString(
                Files.createDirectory(home.work().resolve("www")).resolve("index.html"), "hello");
        Path configuration = home.work().resolve("nginx.conf");
        Files.writeString(configuration, configuration("root " + page.getParent()));
        home.startDaemon();
        define(nginx, "\"-c\", \"%s\", \"-p\", \"%s\"".formatted(configuration, home.work()), """
                "type": "http", "url": "http://127.0.0.1:%d/", "body": "hello"
                """.formatted(port));
        home.pmon("init").succeeds();
        try (Following events = home.events()) {
            events.event("healthy", "server");
            freezeWorkers();
            assertThat(unhealthy(events)).containsPattern(TOO_LATE);
            events.event("healthy", "server");

            Files.move(page, page.resolveSibling("gone"));
            assertThat(unhealthy(events)).contains("answered 403, not 2xx").doesNotContain("not ready");
            Files.move(page.resolveSibling("gone"), page);
            events.event("healthy", "server");

            Files.writeString(configuration, configuration("return 503"));
            home.pmon("signal", "server", "HUP").succeeds();
            assertThat(unhealthy(events)).contains("answered 503, not 2xx").doesNotContain("not ready");
            Files.writeString(configuration, configuration("root " + page.getParent()));
            events.event("healthy", "server");
        }
        assertThat(home.desc("server").get("restart_count").asInt()).isGreaterThanOrEqualTo(3);
    }

    private static String unhealthy(Following events) throws InterruptedException {
        return events.event("unhealthy", "server").get("cause").asString();
    }

    /** Ready and alive by the same check. */
    private void define(DebianServer server, String arguments, String check) throws Exception {
        home.processes("""
                {"processes": [{"file": "%s", "name": "server", "args": [%s], "env_vars": %s, "stop_timeout": "1s", "ready_timeout": "20s",
                  "monitors": [
                    {"name": "ready", %s},
                    {"name": "alive", %s, "period": "100ms", "timeout": "2s", "unhealthy_after": 2}]}]}
                """.formatted(server.program(), arguments, server.environment(), check, check));
    }

    /** The master goes on: whoever looks at processes only sees nothing wrong. */
    private void freezeWorkers() throws Exception {
        JsonNode server = home.desc("server");
        for (ProcessHandle worker : ProcessHandle.of(server.get("pid").asLong())
                .orElseThrow()
                .children()
                .toList()) {
            home.run("kill", "-STOP", Long.toString(worker.pid())).succeeds();
        }
    }

    private void tell(String command) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(3);
            assertThat(new String(answer, StandardCharsets.US_ASCII))
                    .as(command)
                    .isEqualTo("+OK");
        }
    }

    private String configuration(String place) {
        return """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d;
                        location / { %s; }
                    }
                }
                """.formatted(port, place);
    }
}
