package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.process.Status;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response.GroupView;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Nearest;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/**
 * Which programs {@code ls} shows, in which order.
 *
 * @param groups names of groups, of one of which a program must be; null for any program
 * @param statuses words of statuses; empty for any
 * @param order null leaves it
 */
record Listing(
        @Nullable Set<String> groups,
        Set<String> statuses,
        @Nullable Comparator<ProcessView> order) {
    static final Option GROUP = Option.list("GROUP[,GROUP…]", "only programs of these groups", "-g", "--group")
            .from(Candidates.GROUPS);
    static final Option STATUS = Option.list("STATUS[,STATUS…]", "only programs in one of these statuses", "--status")
            .from(Candidates.of(
                    List.of("queued", "init", "running", "stopped", "failed", "closed", "backoff", "restarting")));
    static final Option SORT = Option.value("FIELD", "sort by this field, such as name or cpu", "--sort")
            .from(Candidates.of(
                    List.of("id", "name", "pid", "status", "restart_count", "user", "cpu", "memory", "uptime")));

    /** Whether a line asks for anything but all programs in the order of their ids. */
    static boolean wanted(Arguments given) {
        return given.has(GROUP) || given.has(STATUS) || given.has(SORT);
    }

    static Listing of(Invocation invocation) throws Failure, IOException {
        Arguments given = invocation.arguments();
        Set<String> statuses = statuses(given.values(STATUS));
        Comparator<ProcessView> order = order(given.value(SORT));
        return new Listing(given.has(GROUP) ? groups(invocation, given.values(GROUP)) : null, statuses, order);
    }

    List<ProcessView> from(List<ProcessView> processes) {
        List<ProcessView> listed = new ArrayList<>();
        for (ProcessView process : processes) {
            boolean member = groups == null || process.groups().stream().anyMatch(groups::contains);
            if (member
                    && (statuses.isEmpty() || statuses.contains(process.status().word()))) {
                listed.add(process);
            }
        }
        if (order != null) {
            listed.sort(order);
        }
        return listed;
    }

    /** Asked of the daemon, because a group may be named by its id, and a mistyped one must not look like an empty one. */
    private static Set<String> groups(Invocation invocation, List<String> named) throws Failure, IOException {
        List<GroupView> all = GroupCommands.groups(invocation, new Request.ListGroups());
        List<String> known = new ArrayList<>();
        all.forEach(group -> known.add(group.name()));
        Set<String> names = new HashSet<>();
        for (String word : named) {
            String name = known.contains(word) ? word : withId(word, all);
            if (name == null) {
                throw new Failure(
                        ErrorCode.UNKNOWN_GROUP,
                        "group (" + word + ") does not exist" + Nearest.suggestion(word, known));
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable String withId(String id, List<GroupView> groups) {
        for (GroupView group : groups) {
            if (Integer.toString(group.id()).equals(id)) {
                return group.name();
            }
        }
        return null;
    }

    private static Set<String> statuses(List<String> words) throws Failure {
        List<String> known = new ArrayList<>();
        for (Status status : Status.values()) {
            known.add(status.word());
        }
        for (String word : words) {
            if (!known.contains(word)) {
                throw Failure.usage("--status: no such status: " + word + Nearest.suggestion(word, known)
                        + "; there are: " + String.join(", ", known));
            }
        }
        return Set.copyOf(words);
    }

    private static @Nullable Comparator<ProcessView> order(@Nullable String text) throws Failure {
        if (text == null) {
            return null;
        }
        boolean reversed = text.startsWith("-");
        String field = reversed ? text.substring(1) : text;
        Map<String, Comparator<ProcessView>> known = orders();
        Comparator<ProcessView> order = known.get(field);
        if (order == null) {
            throw Failure.usage("--sort: no such field: " + field + Nearest.suggestion(field, known.keySet())
                    + "; there are: " + String.join(", ", known.keySet()));
        }
        return (reversed ? order.reversed() : order).thenComparingInt(ProcessView::id);
    }

    /** What a program lacks is as little as it can be. The words of the JSON output are understood as well. */
    private static Map<String, Comparator<ProcessView>> orders() {
        Map<String, Comparator<ProcessView>> orders = new LinkedHashMap<>();
        orders.put("id", Comparator.comparingInt(ProcessView::id));
        orders.put("name", Comparator.comparing(ProcessView::name));
        orders.put("pid", by(process -> process.pid() == null ? -1 : process.pid()));
        orders.put("status", Comparator.comparing(ProcessView::status));
        orders.put("restart_count", by(process -> -process.restartCount()));
        orders.put("user", Comparator.comparing(ProcessView::user));
        orders.put("cpu", by(process -> process.cpuPercent() == null ? 1 : -process.cpuPercent()));
        orders.put("memory", by(process -> process.memoryBytes() == null ? 1 : -process.memoryBytes()));
        orders.put("uptime", by(process -> process.uptimeMillis() == null ? 1 : -process.uptimeMillis()));
        orders.put("cpu_percent", orders.get("cpu"));
        orders.put("memory_bytes", orders.get("memory"));
        orders.put("uptime_ms", orders.get("uptime"));
        orders.put("created_at", Comparator.comparing(ProcessView::createdAt));
        orders.put("updated_at", Comparator.comparing(ProcessView::updatedAt));
        return orders;
    }

    private static Comparator<ProcessView> by(ToDoubleFunction<ProcessView> number) {
        return Comparator.comparingDouble(number);
    }
}
