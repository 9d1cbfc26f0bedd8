package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pmon.api.process.ProcessView;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.Response.GroupDetail;
import pmon.api.protocol.Response.GroupView;
import pmon.api.protocol.Targets;
import pmon.cli.args.Candidates;
import pmon.cli.args.Parameters;
import pmon.cli.args.Words;
import pmon.cli.client.Client.Missing;
import pmon.cli.shell.Failure;
import pmon.cli.show.GroupTable;

/** What the commands about groups have in common: how groups are named, asked for and shown. */
final class GroupCommands {
    private static final String LABEL = "GROUP[,GROUP…]";
    private static final String NOUN = "group";

    private GroupCommands() {}

    /** Groups, at least one. */
    static Parameters parameters() {
        return new Parameters(LABEL, 1, Integer.MAX_VALUE, false, "groups by id or name")
                .from(Candidates.GROUPS.separatedByCommas());
    }

    /** Groups, and behind them programs. */
    static Parameters groupsAndPrograms() {
        return new Parameters(LABEL + " ID|NAME[,…]", 2, 2, false, "groups and programs, each by id or name")
                .from(Candidates.GROUPS.separatedByCommas(), Candidates.PROGRAMS.separatedByCommas());
    }

    /** The groups before the programs. */
    static List<String> first(Invocation invocation) throws Failure {
        return Words.listed(invocation.arguments().words().subList(0, 1), NOUN);
    }

    /** The programs behind the groups. */
    static Targets second(Invocation invocation) throws Failure {
        return new Targets(Words.listed(invocation.arguments().words().subList(1, 2), "program"));
    }

    /** The groups that the line names. */
    static List<String> named(Invocation invocation) throws Failure {
        return Words.listed(invocation.arguments().words(), NOUN);
    }

    static List<GroupView> changed(Invocation invocation, GroupChange change) throws Failure, IOException {
        return groups(invocation, new Request.ChangeGroups(change, invocation.completion()));
    }

    static List<GroupView> groups(Invocation invocation, Request request) throws Failure, IOException {
        if (invocation.ask(request, Missing.FAIL, item -> {}) instanceof Response.Groups(var groups)) {
            return groups;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon answered something else than groups");
    }

    static List<GroupDetail> details(Invocation invocation, List<String> groups, Missing missing)
            throws Failure, IOException {
        Response response = invocation.ask(new Request.DescribeGroups(groups), missing, item -> {});
        if (response instanceof Response.GroupDetails(var details)) {
            return details;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon answered something else than groups");
    }

    /**
     * The programs of groups. Groups are looked up first, because one may be named by its id, and one without programs is there all the
     * same.
     *
     * @return selectors; empty when no group has a program
     */
    static List<String> members(Invocation invocation, List<String> groups, Missing missing)
            throws Failure, IOException {
        Set<String> selectors = new LinkedHashSet<>();
        for (GroupDetail group : details(invocation, groups, missing)) {
            if (!group.processes().isEmpty()) {
                selectors.add("@" + group.name());
            }
        }
        return new ArrayList<>(selectors);
    }

    /** Asks for a change of the programs of the groups that the line names. */
    static void change(Invocation invocation, Missing missing, ChangeOfPrograms change) throws Failure, IOException {
        change(invocation, members(invocation, named(invocation), missing), missing, change);
    }

    /** Asks for a change of these programs; where there are none, nothing needs to be done. */
    static void change(Invocation invocation, List<String> programs, Missing missing, ChangeOfPrograms change)
            throws Failure, IOException {
        List<ProcessView> changed =
                programs.isEmpty() ? List.of() : invocation.processes(change.request(new Targets(programs)), missing);
        Shown.by(invocation, programs).changed(changed);
    }

    /** A request about programs. */
    @FunctionalInterface
    interface ChangeOfPrograms {
        Request request(Targets targets) throws Failure;
    }

    /** Shows groups that were changed; one named as such is an object in JSON. */
    static void show(Invocation invocation, List<GroupView> groups, boolean one) throws IOException {
        if (!invocation.json()) {
            StringBuilder text = new StringBuilder();
            GroupTable.render(
                    groups,
                    text,
                    invocation.console().columns(),
                    invocation.console().colour());
            invocation.console().print(text);
        } else if (one && groups.size() == 1) {
            Shown.by(invocation).output().group(groups.getFirst());
        } else {
            Shown.by(invocation).output().groups(groups);
        }
    }
}
