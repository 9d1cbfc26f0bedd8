package pmon.daemon.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorReaderTest {
    @TempDir
    private Path directory;

    private Reading read(String text, String... environment) throws IOException {
        return Reading.of("supervisor", directory, text, environment);
    }

    @Test
    void takesOverWhatAProgramSays() throws IOException {
        Reading reading = read("""
                [unix_http_server]
                file=/tmp/supervisor.sock   ; the path to the socket file

                [supervisord]
                logfile=/tmp/supervisord.log ; main log file
                environment=REGION="eu west"

                [program:web]
                command = /usr/bin/python3 "%(here)s/my app.py" --level=%(ENV_LEVEL)s ; runs
                    --verbose
                directory=/srv
                user = deploy
                environment = A="1,2",B=x.y/z
                autorestart=true
                startsecs=5
                stopsignal=SIGQUIT
                stopwaitsecs=30
                stopasgroup=true
                exitcodes=0,2
                redirect_stderr=true
                stdout_logfile=/var/log/web.log
                stdout_logfile_maxbytes=1MB
                stdout_logfile_backups=3
                umask=027
                serverurl=AUTO
                """, "LEVEL", "info");
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.yaml()).isEqualTo("""
                processes:
                  - file: /usr/bin/python3
                    name: web
                    args:
                      - "my app.py"
                      - "--level=info"
                      - "--verbose"
                    env_vars:
                      A: "1,2"
                      B: x.y/z
                      REGION: "eu west"
                    cwd: /srv
                    user: deploy
                    log: /var/log/web.log
                    restart_min_uptime: "5s"
                    stop_signal: QUIT
                    stop_timeout: "30s"
                    success_exit_codes: [2]
                    umask: "027"
                    logs_max_size: "1MiB"
                    logs_keep: 3
                """.replace("my app.py", "my app.py"));
        assertThat(reading.notes())
                .contains(
                        "file:2: [unix_http_server] file is about supervisor itself and is left out",
                        "file:5: [supervisord] logfile is about supervisor itself and is left out",
                        "file:25: [program:web] serverurl: has no equivalent");
    }

    @Test
    void manyProcessesAreManyProgramsOfAGroup() throws IOException {
        Reading reading = read("""
                [program:worker]
                command=/bin/sleep 10%(process_num)d
                process_name=%(program_name)s_%(process_num)02d
                numprocs=2
                numprocs_start=8
                [program:db]
                command=db --host %%h
                priority=1
                [group:site]
                programs=db
                priority=5
                """);
        assertThat(reading.mistakes()).isEmpty();
        assertThat(reading.names()).containsExactly("db", "worker_08", "worker_09");
        assertThat(reading.yaml())
                .contains("args: \"108\"", "args: \"109\"", "groups:\n      - worker", "groups:\n      - site")
                .contains("file: db", "--host %h");
    }

    @Test
    void readsIncludedFilesInTheirOrderEachWithItsOwnDirectory() throws IOException {
        Files.createDirectories(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/b.conf"), "[program:b]\ncommand=%(here)s/run\n");
        Files.writeString(directory.resolve("conf.d/a.conf"), "[program:a]\ncommand=/a\nautostart=no\n");
        Files.writeString(directory.resolve("conf.d/.hidden.conf"), "[program:c]\ncommand=/c\n");
        Reading reading = read("[include]\nfiles = conf.d/*.conf other/*.ini\n");
        assertThat(reading.names()).containsExactly("a", "b");
        assertThat(reading.yaml()).contains("file: conf.d/run");
        assertThat(reading.drafts().getFirst().idle()).isEqualTo("autostart=false");
        assertThat(reading.notes())
                .contains(
                        "a.conf:3: [program:a] autostart: init starts all that is in the file, so a is written as a comment",
                        "file:1: [include] files: there is no file other/*.ini");
    }

    @Test
    void whatElseSupervisorRunsIsNamed() throws IOException {
        Reading reading = read("""
                [eventlistener:mail]
                command=/mail
                events=PROCESS_STATE
                [fcgi-program:php]
                command=/php
                socket=tcp://localhost:9000
                """);
        assertThat(reading.drafts()).isEmpty();
        assertThat(reading.notes())
                .anySatisfy(note -> assertThat(note).startsWith("file:1: [eventlistener:mail] has no equivalent"))
                .anySatisfy(note -> assertThat(note).startsWith("file:4: [fcgi-program:php] has no equivalent"));
    }

    @Test
    void whatSupervisorWouldRefuseIsRefusedWithItsLine() throws IOException {
        Reading reading = read("""
                stray=1
                [program:a]
                command=/a %(ENV_NOBODY)s
                autorestart=maybe
                [program:b]
                numprocs=2
                command=/b 'x
                [program:c]
                environment=A=%
                nonsense
                """);
        assertThat(reading.mistakes())
                .containsExactly(
                        "file:1:1: stands in no section; write [section] in front of it",
                        "file:3:1: [program:a] command: %(ENV_NOBODY)s cannot be expanded: NOBODY is not set in the"
                                + " environment; set it for this command",
                        "file:4:1: [program:a] autorestart: \"maybe\" is not allowed; it is true, false or unexpected",
                        "file:6:1: [program:b] numprocs: with more than one, process_name has to contain %(process_num)d",
                        "file:8:1: [program:c] command: is missing",
                        "file:9:1: [program:c] environment: a % has to be written %%, or be that of an expression such as"
                                + " %(here)s",
                        "file:10:1: is neither [section] nor option = value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command=bash -c 'foo; bar'     | bash -c 'foo; bar'",
                "command=bash -c foo ; bar      | bash -c foo",
                "command=a;b # c ; d            | a;b",
                "command=a#b # c ; d            | a#b # c",
                "COMMAND: a=b                   | a=b"
            })
    void commentsBeginBehindSpaces(String line, String value) throws IOException {
        Path file = Files.writeString(directory.resolve("ini"), "[s]\n" + line.strip() + "\n");
        IniFile ini = new IniFile(";#");
        ini.read(file, new Findings());
        assertThat(ini.sections().get("s").options().get("command").text()).isEqualTo(value);
    }

    @Test
    void valuesOfTheEnvironmentMayBeQuoted() {
        assertThat(EnvironmentList.parse("A=\"1,2\", B='x y',C=/a:b\n,D=\"\""))
                .isEqualTo(Map.of("A", "1,2", "B", "x y", "C", "/a:b", "D", ""));
    }

    @Test
    void outputGoesWherePmonCanPutIt() throws IOException {
        Reading reading = read("""
                [program:a]
                command=/a
                stdout_logfile=NONE
                stderr_logfile=none
                [program:b]
                command=/b
                stdout_logfile=/l/b.log
                stderr_logfile=/l/b.err
                [program:c]
                command=/c
                stdout_logfile=/dev/stdout
                stdout_logfile_maxbytes=0
                """);
        assertThat(reading.yaml())
                .contains("logs_mode: none", "log: /l/b.log", "logs_mode: apart", "logs_max_size: \"0");
        assertThat(reading.notes())
                .contains(
                        "file:8: [program:b] stderr_logfile: stderr goes to /l/b.log.err, not to /l/b.err",
                        "file:11: [program:c] stdout_logfile: /dev/stdout was supervisor's own output; it goes to pmon's log");
    }
}
