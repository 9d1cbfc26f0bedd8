package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.process.ShellWords;
import pmon.api.protocol.Response;
import pmon.cli.FakeClient;

class UsageErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lss                             | did you mean ls?
            strat web                       | did you mean start?
            frobnicate                      | unknown command frobnicate; pmon help lists them
            daemon                          | start, stop, upgrade, status
            daemon strt                     | did you mean start?
            ls extra                        | ls does not take extra
            ls --jsn                        | did you mean --json?
            --jsn ls                        | did you mean --json?
            -n 5 log web                    | options of a command go behind its name
            stop                            | stop needs ID|NAME
            stop ''                         | empty
            stop web --force=yes            | --force takes no value
            exec                            | exec needs FILE
            exec ./x 80                     | pmon exec ./x -- 80
            exec ./x --port                 | behind --: pmon exec FILE -- --port
            exec ./x --user                 | --user needs a value: USER
            exec ./x --user --name y        | --user needs a value (USER), not --name
            exec ./x --name y --name z      | --name is given twice
            exec ./x -e NOVALUE             | --env-vars: not NAME=VALUE: NOVALUE
            exec ./x -e =x                  | --env-vars: not NAME=VALUE: =x
            exec ./x -a "a 'b"              | --args: the quote ' at position 3 is never closed
            exec ./x -a y -- z              | --args and arguments behind -- exclude each other
            exec ./x --stop-signal NOPE     | no such signal: NOPE
            exec ./x --stop-timeout 5       | not a duration: 5; write it like 500ms
            exec ./x --min-uptime 1x        | --min-uptime: not a duration: 1x
            log web -n many                 | --lines: not a number of lines: many
            log web -n +0                   | --lines: not a number of lines: +0
            log web -a -n 3                 | exclude each other
            events --after yesterday        | not the number of an event: yesterday
            restart web -n --autorestart    | --no-autorestart and --autorestart exclude each other
            stop web --no-wait --timeout 1s | exclude each other
            stop web --timeout soon         | --timeout: not a duration: soon
            init web                        | init does not take web
            init --dryrun                   | did you mean --dry-run?
            drop all                        | drop does not take all
            rest                            | did you mean reset?
            signal web                      | signal needs ID|NAME
            signal web TREM                 | no such signal: TREM; did you mean TERM?
            signal web 99                   | no such signal: 99
            flush                           | flush needs ID|NAME
            restart                         | --group GROUP
            restart -g                      | -g needs a value: GROUP
            group                           | create, del, ls, desc, assign, remove, restart, stop, drop
            groups crate x                  | unknown command groups crate; did you mean create?
            group create                    | group create needs NAME[,NAME
            group del ,                     | a comma alone names no group
            group assign a                  | group assign needs GROUP[,GROUP…] ID|NAME[,…]
            group assign a ,                | a comma alone names no program
            group assign a b c              | group assign does not take c
            export yml                      | unknown format yml; did you mean yaml?; accepted formats: json, toml or yaml
            config --check                  | --check needs a value: FILE
            import                          | import needs one of: pmon3, supervisor, procfile, compose, procmon, procdog
            import supervisor               | import supervisor needs SUPERVISORD.CONF
            import pmon3 a b c              | import pmon3 does not take c
            ls --watch 0                    | --watch: not within 100ms to a day: 0
            ls --watch soon                 | --watch: not a duration: soon
            ls --watch 1e9                  | --watch: not a number of seconds: 1e9
            ls --watch --watch              | --watch is given twice
            ls --status runing              | no such status: runing; did you mean running?
            ls --sort nmae                  | no such field: nmae; did you mean name?
            events --since yesterday        | neither a time nor a duration: yesterday
            events --since 10               | neither a time nor a duration: 10
            events --since 1m --after 3     | --after and --since exclude each other
            exec ./x --umask 789            | --umask: not an octal mode from 0 to 777, such as 027: 789
            exec ./x --umask 1000           | --umask: not an octal mode
            exec ./x --kill-mode all        | --kill-mode: not tree, group or main: all
            exec ./x --nice 20              | --nice: not a number from -20 to 19: 20
            exec ./x --nice -5              | --nice=-5
            exec ./x --success-exit-codes 0,256 | not an exit code from 0 to 255: 256
            exec ./x --limit nofile         | --limit: not NAME=SOFT[:HARD]: nofile
            exec ./x --limit nofiles=1      | no such limit: nofiles; did you mean nofile?
            exec ./x --limit nofile=9:3     | --limit: not a limit: 9:3
            exec ./x --limit core=unlimited:3 | the soft one not above the hard one
            exec ./x --limit nofile=many    | --limit: not a limit: many
            exec ./x --limit as=9TiBs       | --limit: not a limit: 9TiBs
            completion                      | completion needs SHELL: bash, zsh or fish
            completion zhs                  | no completion for zhs; did you mean zsh?
            _complete                       | unknown command _complete; pmon help lists them
            topn -s 0                       | --seconds: not within 100ms to 1h: 0
            topn -s many                    | --seconds: not a duration: many
            topn web                        | topn does not take web
            help nothing                    | unknown command nothing
            """)
    void isToldWithExitCode2AndAsksTheDaemonNothing(String line, String message) {
        FakeClient client = FakeClient.answering(new Response.Done());
        Shell shell = Shell.run(client, ShellWords.split(line).toArray(String[]::new));
        assertThat(shell.code()).isEqualTo(2);
        assertThat(shell.error()).startsWith("pmon: ").contains(message);
        assertThat(shell.out()).isEmpty();
        assertThat(client.requests).isEmpty();
    }

    @Test
    void areOneJsonDocumentWhereJsonIsAskedFor() {
        for (List<String> line : List.of(
                List.of("--json", "nope"),
                List.of("ls", "--json", "--bad"),
                List.of("stop", "--json"),
                List.of("--json"))) {
            Shell shell = Shell.run(FakeClient.answering(new Response.Done()), line.toArray(String[]::new));
            assertThat(shell.code()).isEqualTo(2);
            assertThat(shell.out())
                    .startsWith("{\"error\":{\"code\":\"usage\",\"message\":\"")
                    .endsWith("\"}}\n");
            assertThat(shell.error()).isEmpty();
        }
    }

    @Test
    void jsonBehindDashesBelongsToTheProgram() {
        Shell shell = Shell.run(FakeClient.answering(new Response.Done()), "exec", "--bad", "/x", "--", "--json");
        assertThat(shell.out()).isEmpty();
        assertThat(shell.error()).startsWith("pmon: ");
    }
}
