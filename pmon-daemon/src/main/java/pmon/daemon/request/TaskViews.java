package pmon.daemon.request;

import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ProcessRecord;
import pmon.api.process.RunSettings;
import pmon.api.protocol.Response;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** Tasks as clients see them. */
final class TaskViews {
    private TaskViews() {}

    static Response.Tasks of(Snapshot snapshot) {
        List<Response.TaskView> tasks = new ArrayList<>();
        for (ProcessSnapshot process : snapshot.processes()) {
            ProcessRecord record = process.record();
            RunSettings run = record.spec().task().run();
            if (run.ends()) {
                tasks.add(new Response.TaskView(
                        process.name(), process.nextStartAt(), record.startedAt(), run.words(), record.exit()));
            }
        }
        return new Response.Tasks(tasks);
    }
}
