package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/** {@code store copy}: from one kind of store into another. The image's pmond does it, which knows stores. */
final class StoreCopy implements Command {
    private static final Option FROM = Option.value("STORE", "the store to copy, such as sqlite", "--from");
    private static final Option TO = Option.value("STORE", "the store to copy into, such as h2", "--to");
    private static final Option REPLACE = Option.flag("overwrite what is in that one", "--replace");

    @Override
    public String name() {
        return "store copy";
    }

    @Override
    public String summary() {
        return "Copy all records and events into another kind of store";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Both stores have to be in this image (pmon version lists them), and the daemon must not run. What is copied",
                "stays where it was; the copy is there whole or not at all. The setting store.provider chooses what is used.");
    }

    @Override
    public List<Option> options() {
        return List.of(FROM, TO, REPLACE);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        String from = invocation.arguments().value(FROM);
        String to = invocation.arguments().value(TO);
        if (from == null || to == null) {
            throw Failure.usage("store copy needs --from and --to");
        }
        List<String> arguments = new ArrayList<>(List.of("--copy-store", from, to));
        if (invocation.arguments().has(REPLACE)) {
            arguments.add(REPLACE.longest());
        }
        Config.pmond(invocation, arguments);
    }
}
