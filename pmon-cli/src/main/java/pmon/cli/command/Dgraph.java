package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;
import pmon.cli.show.DependencyGraph;

/** {@code dgraph}: in which order programs start, and why. */
final class Dgraph implements Command {
    private static final Option DOT = Option.flag("print it for Graphviz's dot", "--dot");

    @Override
    public String name() {
        return "dgraph";
    }

    @Override
    public List<String> aliases() {
        return List.of("order");
    }

    @Override
    public String summary() {
        return "Show in which order programs start";
    }

    @Override
    public List<String> details() {
        return List.of("Nothing is started. Below each program stand those that it depends on.");
    }

    @Override
    public List<Option> options() {
        return List.of(Init.CONFIGURATION_ONLY, DOT);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean dot = invocation.arguments().has(DOT);
        if (dot && invocation.json()) {
            throw Failure.usage(DOT.longest() + " and " + GlobalOptions.JSON.longest() + " exclude each other");
        }
        Request request = new Request.ShowDependencies(invocation.arguments().has(Init.CONFIGURATION_ONLY));
        if (!(invocation.ask(request, Missing.FAIL, item -> {}) instanceof Response.StartOrder order)) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than an order");
        }
        if (invocation.json()) {
            Shown.by(invocation).output().startOrder(order);
            return;
        }
        StringBuilder text = new StringBuilder();
        if (dot) {
            DependencyGraph.dot(order, text);
            order.problems().forEach(problem -> invocation.console().complain("pmon: " + problem));
        } else {
            DependencyGraph.tree(order, text, invocation.console().colour());
        }
        invocation.console().print(text);
    }
}
