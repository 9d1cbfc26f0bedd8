package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.cli.args.Candidates;
import pmon.cli.args.Nearest;
import pmon.cli.args.Parameters;
import pmon.cli.completion.Scripts;
import pmon.cli.shell.Failure;

/** {@code completion}: what makes a shell complete command lines. */
final class Completion implements Command {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print the script that makes a shell complete pmon's lines";
    }

    @Override
    public List<String> details() {
        return List.of(
                "bash: source <(pmon completion bash)",
                "zsh:  source <(pmon completion zsh)",
                "fish: pmon completion fish | source");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("SHELL", 1, 1, false, "bash, zsh or fish").from(Candidates.of(Scripts.SHELLS));
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        String shell = invocation.arguments().words().getFirst();
        if (!Scripts.SHELLS.contains(shell)) {
            throw Failure.usage("no completion for " + shell + Nearest.suggestion(shell, Scripts.SHELLS)
                    + "; there is one for: " + String.join(", ", Scripts.SHELLS));
        }
        String script = Scripts.of(shell);
        if (invocation.json()) {
            Shown.by(invocation).output().text(script);
        } else {
            invocation.console().print(script);
        }
    }
}
