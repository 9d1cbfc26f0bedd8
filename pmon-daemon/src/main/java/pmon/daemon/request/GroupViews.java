package pmon.daemon.request;

import java.util.List;
import pmon.api.protocol.Response;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.ProcessSnapshot;

/** Groups as clients see them. Names of programs are nobody's secret. */
final class GroupViews {
    private GroupViews() {}

    static Response.Groups of(List<GroupSnapshot> groups) {
        return new Response.Groups(groups.stream().map(GroupViews::view).toList());
    }

    private static Response.GroupView view(GroupSnapshot group) {
        return new Response.GroupView(
                group.id(),
                group.name(),
                group.processes().stream().map(ProcessSnapshot::name).toList());
    }
}
