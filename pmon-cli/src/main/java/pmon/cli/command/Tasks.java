package pmon.cli.command;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.show.TaskTable;

/** {@code tasks}: what is not kept running, and when it is run. */
final class Tasks implements Command {
    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String summary() {
        return "List tasks with their next and last run";
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        Response response = invocation.ask(new Request.ListTasks(), Missing.FAIL, item -> {});
        if (!(response instanceof Response.Tasks(List<Response.TaskView> tasks))) {
            throw new Failure(ErrorCode.FAILED, "the daemon answered something else than tasks");
        }
        if (invocation.json()) {
            Shown.by(invocation).output().tasks(tasks);
            return;
        }
        Console console = invocation.console();
        StringBuilder text = new StringBuilder();
        TaskTable.render(tasks, ZoneId.systemDefault(), text, console.columns(), console.colour());
        console.print(text);
    }
}
