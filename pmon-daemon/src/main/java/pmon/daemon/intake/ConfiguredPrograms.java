package pmon.daemon.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Accounts;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.document.Mistake;
import pmon.daemon.intake.ProcessConfigurationResolution.Read;
import pmon.daemon.intake.ProcessConfigurationResolution.Unusable;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.process.ProcessConfiguration;
import pmon.daemon.process.ProcessEntry;
import pmon.daemon.process.WrittenProgram;

/**
 * Resolves the programs of the process configuration. Always as the daemon's own user, whoever asks: the file is trusted like the
 * daemon's own configuration, and what it says must not depend on who has it applied.
 */
record ConfiguredPrograms(
        ProgramResolver programs, Accounts accounts, ConfiguredEntries written, Supplier<MonitorTypes> monitors) {
    private static final Logger LOG = System.getLogger(ConfiguredPrograms.class.getName());

    ProcessConfigurationResolution resolve(Configuration configuration) {
        return switch (written.read(configuration, accounts.self().uid(), monitors.get())) {
            case ProcessConfiguration.Result.Broken(List<Mistake> mistakes) ->
                new ProcessConfigurationResolution.Broken(mistakes);
            case ProcessConfiguration.Result.Valid(ProcessConfiguration read) -> resolve(read, configuration);
        };
    }

    /**
     * All entries, for having them applied. Where one of those that concern the caller cannot be started, none is applied.
     */
    List<Configured> applicable(Configuration configuration, Caller caller) throws Refusal {
        Read read = read(configuration, caller);
        List<Mistake> mistakes = read.unusable().stream()
                .filter(unusable -> concerns(unusable.user(), caller))
                .map(Unusable::mistake)
                .toList();
        if (!mistakes.isEmpty()) {
            throw Refusal.badConfiguration(mistakes);
        }
        return read.entries();
    }

    /**
     * The entries of these names, with all that they depend on and that is no program yet; empty where none is an entry.
     *
     * @param names of no program
     */
    List<Configured> starting(Set<String> names, Snapshot snapshot, Configuration configuration, Caller caller)
            throws Refusal {
        Read read = read(configuration, caller);
        for (Unusable unusable : read.unusable()) {
            if (names.contains(unusable.name())) {
                if (!concerns(unusable.user(), caller)) {
                    throw notTheirs(unusable.name(), unusable.user(), caller);
                }
                throw Refusal.badConfiguration(List.of(unusable.mistake()));
            }
        }
        Map<String, Configured> absent = new LinkedHashMap<>();
        read.entries().forEach(entry -> absent.put(entry.name(), entry));
        snapshot.processes().forEach(process -> absent.remove(process.name()));
        Set<Configured> starting = new LinkedHashSet<>();
        Deque<String> wanted = new ArrayDeque<>(names);
        while (!wanted.isEmpty()) {
            Configured entry = absent.get(wanted.remove());
            if (entry != null && starting.add(permitted(entry, caller))) {
                wanted.addAll(entry.spec().dependencies());
            }
        }
        return List.copyOf(starting);
    }

    private static Configured permitted(Configured entry, Caller caller) throws Refusal {
        Account user = entry.spec().user();
        if (!caller.owns(user)) {
            throw notTheirs(entry.name(), user.name(), caller);
        }
        return entry;
    }

    private static Refusal notTheirs(String name, String user, Caller caller) {
        return new Refusal(
                ErrorCode.NOT_PERMITTED,
                "the process configuration has " + name + " run as " + user + "; "
                        + caller.account().name() + " may not start it");
    }

    /** Whether what the file says may be shown; a mistake quotes it, and others may not read it. */
    private boolean looksAfterIt(Caller caller) {
        return caller.account().root()
                || caller.account().uid() == accounts.self().uid();
    }

    private Read read(Configuration configuration, Caller caller) throws Refusal {
        return switch (resolve(configuration)) {
            case ProcessConfigurationResolution.Broken(List<Mistake> mistakes) -> {
                if (looksAfterIt(caller)) {
                    throw Refusal.badConfiguration(mistakes);
                }
                LOG.log(Level.ERROR, "the process configuration is broken: " + Mistake.text(mistakes));
                throw new Refusal(
                        ErrorCode.BAD_CONFIG,
                        "the process configuration is broken; the daemon's log tells "
                                + accounts.self().name() + " where");
            }
            case Read read -> {
                read.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
                yield read;
            }
        };
    }

    /** A user that does not exist is a mistake for whoever looks after the file. */
    private boolean concerns(String user, Caller caller) {
        return looksAfterIt(caller)
                || accounts.byName(user).filter(caller::owns).isPresent();
    }

    private ProcessConfigurationResolution resolve(ProcessConfiguration read, Configuration configuration) {
        List<Configured> entries = new ArrayList<>();
        List<Unusable> unusable = new ArrayList<>();
        for (ProcessEntry entry : read.entries()) {
            try {
                entries.add(resolve(entry, configuration));
            } catch (Refusal refusal) {
                unusable.add(unusable(entry, refusal.reason()));
            } catch (InvalidPathException e) {
                unusable.add(unusable(
                        entry,
                        new Refusal(ErrorCode.USAGE, e.getInput() + ": not a path in the locale of the daemon")
                                .reason()));
            }
        }
        return new Read(entries, unusable, read.warnings());
    }

    private Configured resolve(ProcessEntry entry, Configuration configuration) throws Refusal {
        ProgramResolver.Resolved resolved = programs.resolve(entry.command(), accounts.self(), configuration);
        String digest = WrittenProgram.of(entry.command()).digest(resolved.fromFile());
        return new Configured(resolved.spec(), digest);
    }

    private Unusable unusable(ProcessEntry entry, String why) {
        String user = entry.command().user();
        return new Unusable(entry.name(), user == null ? accounts.self().name() : user, entry.mistake(why));
    }
}
