package pmon.testkit.simulation;

import java.util.List;
import pmon.api.process.ProcessRecord;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.GroupSnapshot;
import pmon.core.supervisor.GroupTable;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Outcome;

/** Inputs and effects in a few words, for a trace that people read. */
final class Telling {
    private Telling() {}

    static String of(Input input) {
        return switch (input) {
            case Input.Requested(long operation, var caller, Change change) ->
                "request " + operation + " of " + caller.account().name() + ": " + of(change);
            case Input.Spawned(ChildKey key, var main) -> "spawned " + of(key) + " as " + main.pid();
            case Input.SpawnRefused(ChildKey key, var refusal) -> "spawn refused " + of(key);
            case Input.ChildExited(ChildKey key, var exit, boolean treeEmpty) ->
                "exited " + of(key) + " " + exit.describe() + (treeEmpty ? "" : ", tree left");
            case Input.TreeEmpty(ChildKey key) -> "tree empty " + of(key);
            case Input.MainChanged(ChildKey key, var main) -> "main of " + of(key) + " is " + main;
            case Input.OutputTold(int process, var type, String cause) ->
                "output of " + process + " " + type + " " + cause;
            case Input.AdoptionEnded(ChildKey key, var adoption) -> "adoption " + of(key) + " " + adoption;
            case Input.Boot(String bootId, List<Configured> entries) ->
                "boot " + bootId + " with "
                        + entries.stream().map(Configured::digest).toList();
            default -> input.toString();
        };
    }

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Spawn(ChildKey key, var spec) -> "spawn " + of(key) + " " + spec.file() + spec.args();
            case Effect.SignalTree(ChildKey key, var signal) -> "signal " + of(key) + " " + signal;
            case Effect.SignalMain(ChildKey key, var signal) -> "signal main of " + of(key) + " " + signal;
            case Effect.Adopt(ChildKey key, var identity, var spec) -> "adopt " + of(key) + " " + identity;
            case Effect.Release(ChildKey key) -> "release " + of(key);
            case Effect.Append(long ticket, List<Entry> entries) ->
                "append " + ticket + " " + entries.stream().map(Telling::of).toList();
            case Effect.Check(ChildKey key, var monitor, var timeout, var program, var main) ->
                "check " + of(key) + " " + monitor.name();
            case Effect.EndChecks(ChildKey key) -> "end checks of " + of(key);
            case Effect.Deleted(var last) -> "deleted " + last.id();
            case Effect.RemoveLogs(var spec) -> "remove logs of " + spec.name();
            case Effect.Reply(long operation, Outcome outcome) -> "reply " + operation + " " + of(outcome);
            case Effect.Warn(String message) -> "warn " + message;
            case Effect.Finish finish -> "finish";
        };
    }

    static String of(Change change) {
        String what = switch (change) {
            case Change.Exec(var spec, boolean replace, var completion) ->
                "exec " + spec.name() + spec.args() + (spec.autoRestart() ? "" : " once")
                        + (replace ? " replacing" : "");
            case Change.Restart restart ->
                "restart " + restart.targets().selectors()
                        + (restart.patch().equals(Change.Patch.NONE) ? "" : " patched");
            case Change.Stop stop -> "stop " + stop.targets().selectors();
            case Change.Delete delete -> "delete " + delete.targets().selectors();
            case Change.Kill kill -> "kill";
            case Change.Drop drop -> "drop";
            case Change.RunTask run -> "run " + run.targets().selectors();
            case Change.Reset reset -> "reset " + reset.targets().selectors();
            case Change.Await await ->
                "await " + await.until().word() + " " + await.targets().selectors();
            case Change.SendSignal send ->
                "signal " + send.signal() + " " + send.targets().selectors();
            case Change.Init init ->
                "init " + init.entries().stream().map(Configured::digest).toList() + (init.prune() ? " pruning" : "");
            case Change.ChangeGroups regroup -> regroup.change().toString();
        };
        return change.completion().untilDone() ? what : what + " without waiting";
    }

    private static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var affected) ->
                "done " + affected.stream().map(process -> of(process.record())).toList();
            case Outcome.Grouped(var groups) ->
                "groups " + groups.stream().map(GroupSnapshot::name).toList();
            case Outcome.Failed failed -> failed.code() + ": " + failed.message();
        };
    }

    private static String of(Entry entry) {
        return switch (entry) {
            case Entry.Put(ProcessRecord record) -> "put " + of(record);
            case Entry.Remove(int id) -> "remove " + id;
            case Entry.Happened(var event) -> event.type().word();
            case Entry.Groups(GroupTable table) -> "groups " + table.names();
            case Entry.Requests(var unfinished) -> "requests " + unfinished;
            case Entry.NextId(int id) -> "next id " + id;
        };
    }

    private static String of(ProcessRecord record) {
        return record.name() + "=" + record.id() + "." + record.generation() + " " + record.status() + " to be "
                + record.goal();
    }

    private static String of(ChildKey key) {
        return key.process() + "." + key.generation();
    }
}
