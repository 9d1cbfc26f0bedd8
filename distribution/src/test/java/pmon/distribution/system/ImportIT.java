package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other process managers become programs that run. */
class ImportIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void supervisorsProgramsRunAfterInit() throws Exception {
        Files.createDirectories(home.work().resolve("conf.d"));
        Files.writeString(home.work().resolve("conf.d/worker.conf"), """
                [program:worker]
                command=/bin/sleep 100%(process_num)d ; waits
                process_name=%(program_name)s_%(process_num)02d
                numprocs=2
                [program:later]
                command=/bin/sleep 7
                autostart=false
                """);
        Path file = Files.writeString(home.work().resolve("supervisord.conf"), """
                [supervisord]
                nodaemon=true
                environment=REGION="eu,west"
                [program:web]
                command=/bin/sh -c "echo $GREETING; exec sleep 1000"
                directory=%(here)s
                environment=GREETING="hello %(program_name)s"
                stdout_logfile=%(here)s/web.log
                startretries=4
                [group:site]
                programs=web
                [include]
                files=conf.d/*.conf
                """);
        assertThat(home.pmon("import", "supervisor", file.toString()).succeeds().out())
                .contains(
                        "3 programs",
                        "supervisord.conf:9: [program:web] startretries",
                        "worker.conf:7: [program:later]");
        home.pmon("import", "supervisor", file.toString()).failsWith(2);
        home.pmon("init").succeeds();
        assertThat(home.statuses()).containsExactly("web running", "worker_00 running", "worker_01 running");
        assertThat(home.live("web").environment())
                .containsEntry("REGION", "eu,west")
                .containsEntry("GREETING", "hello web");
        assertThat(home.desc("web").get("groups").toString()).isEqualTo("[\"site\"]");
        assertThat(home.desc("worker_01").get("groups").toString()).isEqualTo("[\"worker\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "procfile | web: exec sleep 1000",
                "compose  | processes: {db: {command: sleep 9, readiness_probe: {exec: {command: 'true'}}}, web: {command:"
                        + " 'sleep 9 && true', depends_on: {db: {condition: process_healthy}}}}",
                "procmon  | task = [{name = 'A', path = '/bin/sleep', args = ['9'], monitors = [{name = 'ready', type ="
                        + " 'portinuse', port = '80'}]}, {name = 'B', path = '/bin/sleep', parent = 'A'}]",
                "procdog  | [web]%ncommand=sleep 9%nhealth_command=true"
            })
    void whatIsWrittenIsAProcessConfiguration(String format, String text) throws Exception {
        Path file = Files.writeString(home.work().resolve("file"), text.formatted());
        Path written = home.work().resolve("written.yaml");
        home.pmon("import", format, file.toString(), "-o", written.toString()).succeeds();
        home.pmon("config", "--check", written.toString()).succeeds();
    }
}
