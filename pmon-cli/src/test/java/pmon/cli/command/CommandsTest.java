package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import pmon.api.process.ShellWords;
import pmon.cli.args.ArgumentParser;
import pmon.cli.args.Arguments;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.help.PicocliModel;

class CommandsTest {
    @Test
    void noNameAndNoOptionIsDeclaredTwice() {
        Set<String> names = new HashSet<>();
        for (Command command : Commands.all()) {
            assertThat(names.add(command.name())).isTrue();
            command.aliases().forEach(alias -> assertThat(names.add(alias)).isTrue());
            Set<String> options = new HashSet<>();
            List<Option> all = new ArrayList<>(command.options());
            all.addAll(GlobalOptions.ALL);
            for (Option option : all) {
                option.names()
                        .forEach(name -> assertThat(options.add(name))
                                .as(command.name() + " " + name)
                                .isTrue());
            }
        }
    }

    /** Help and completion come from picocli's view of a command, so it must be ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec ./server --name web -a '-h x' --env-vars A=1 -e B=2 -n --groups a,b -g c --json",
                "exec --user=www ./server --timeout 5s --stop-timeout 3s",
                "ls --json --no-color",
                "stop -f a b c",
                "del -f --keep-logs @site",
                "log -n5 web",
                "log -n 5 --all web api",
                "restart web -nu www -d x",
                "init -cb --prune --dry-run --no-wait",
                "drop --force",
                "signal web api HUP",
                "restart -g a,b --group c web",
                "group assign a,b web,api --json",
                "groups restart site -nu www",
                "order -c --dot",
                "export yaml -o name",
                "config --check file.yml",
                "import supervisor supervisord.conf -o new.yaml --dry-run",
                "import pmon3 data.db config.yml --dry-run",
                "store copy --from sqlite --to=h2 --replace",
                "tls init --days 3 web1.example.com 10.0.0.7",
                "tls client laptop --user joe",
                "--host web1 ls",
                "ls --watch",
                "ls --watch 5 --status running,failed --group a --sort=-cpu",
                "ls --watch=0.5 --json",
                "ls --watch --sort name",
                "log --raw web",
                "events --since 10m",
                "exec ./x --env-file f --success-exit-codes 1,2 --umask 027 --nice=-3 --limit core=1 --limit cpu=2",
                "exec ./x --kill-mode main",
                "exec ./x --ready tcp:80 --alive=http://h/ --ready-timeout 5s",
                "wait web --for ready --timeout 5s",
                "topn -s 2",
                "events --after 0 --no-follow",
                "startup --root /mnt --dry-run",
                "daemon stop --timeout=5s"
            })
    void linesAreReadAsPicocliReadsThem(String text) throws Exception {
        Commands.Selected selected = Commands.select(ShellWords.split(text));
        Command command = selected.command();
        Arguments ours = ArgumentParser.parse(command, selected.line());
        ParseResult theirs = new CommandLine(PicocliModel.of(command))
                .parseArgs(selected.line().toArray(String[]::new));
        List<Option> all = new ArrayList<>(command.options());
        all.addAll(GlobalOptions.ALL);
        for (Option option : all) {
            String name = option.names().getFirst();
            Object value = theirs.commandSpec().findOption(name).getValue();
            if (option.kind() == Option.Kind.FLAG) {
                assertThat(ours.has(option)).as(name).isEqualTo(Boolean.TRUE.equals(value));
            } else {
                List<?> values = value == null ? List.of() : value instanceof List<?> list ? list : List.of(value);
                assertThat(ours.values(option)).as(name).isEqualTo(values);
            }
        }
        List<String> words = command.parameters().most() == 0 ? List.of() : theirs.matchedPositionalValue(0, List.of());
        assertThat(words).isEqualTo(ours.words());
    }
}
