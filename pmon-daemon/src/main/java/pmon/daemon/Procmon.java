package pmon.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.config.Configuration;
import pmon.daemon.document.Mistake;
import pmon.daemon.foreground.RunLog;
import pmon.daemon.foreground.Screen;
import pmon.daemon.foreground.Show;
import pmon.daemon.foreground.Signals;
import pmon.daemon.foreground.TerminalStage;
import pmon.daemon.foreground.Wanted;
import pmon.daemon.foreground.Way;
import pmon.daemon.foreign.Findings;
import pmon.daemon.foreign.ProcmonFile;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.process.ProcessConfiguration;
import pmon.daemon.process.ProcessEntry;

/** {@code procmon FILE.toml}: runs procmon's task file as it is, in the foreground. */
final class Procmon {
    private static final String USAGE = "Usage: procmon [--nocheck] FILE.toml";
    private static final String NO_CHECK = "--nocheck";

    /** How often it tells the processes of all tasks. */
    private static final int PIDS_SECONDS = 15;

    private final Path file;
    private final boolean check;
    private final Map<String, String> environment;

    private Procmon(Path file, boolean check, Map<String, String> environment) {
        this.file = file;
        this.check = check;
        this.environment = environment;
    }

    /** Returns the exit code. */
    static int run(List<String> words, InputStream in, PrintStream out, PrintStream err) {
        List<String> files = new ArrayList<>(words);
        boolean check = !files.remove(NO_CHECK);
        if (files.equals(List.of("--help")) || files.equals(List.of("-h"))) {
            out.println(USAGE);
            return 0;
        }
        if (files.size() != 1 || files.getFirst().startsWith("-")) {
            err.println(USAGE);
            return ErrorCode.USAGE.exitCode();
        }
        try {
            Surroundings here = Surroundings.look();
            Path file = here.places().working().resolve(files.getFirst()).normalize();
            return new Procmon(file, check, here.environment()).run(in);
        } catch (InvalidPathException e) {
            err.println("procmon: " + e.getInput() + ": not a path");
            return ErrorCode.USAGE.exitCode();
        } catch (StartFailure failure) {
            err.println("procmon: " + failure.getMessage());
            return failure.code().exitCode();
        }
    }

    private int run(InputStream in) throws StartFailure {
        Findings findings = new Findings();
        ProcmonFile read = ProcmonFile.read(file, environment, check, findings);
        if (!findings.mistakes().isEmpty()) {
            throw new StartFailure(ErrorCode.BAD_CONFIG, Mistake.text(findings.mistakes()));
        }
        Screen screen = new Screen(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Screen.Look(false, false));
        RunLog log = log(read.log(), screen);
        findings.notes().forEach(log::say);
        Wanted wanted = new Wanted(file, this::entries, null, read.times().shutdownBound(), Wanted.Manners.PROCMON);
        TerminalStage stage =
                new TerminalStage(wanted, new Show(screen, log, spec -> ways(spec, read), read.prologue()), in);
        Signals.tell(stage::signal);
        Startup.Running daemon = Startup.start(wanted, stage);
        daemon.ready();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("pids").daemon().factory());
        var _ = clock.scheduleAtFixedRate(
                () -> log.pids(stage.snapshot()), PIDS_SECONDS, PIDS_SECONDS, TimeUnit.SECONDS);
        int code = daemon.untilEnd();
        return code == 0 ? stage.code() : code;
    }

    /** Read again for every `pmon init`. */
    private ProcessConfiguration.Result entries(Configuration configuration, long uid, MonitorTypes monitors) {
        Findings findings = new Findings();
        ProcmonFile read = ProcmonFile.read(file, environment, check, findings);
        if (!findings.mistakes().isEmpty()) {
            return new ProcessConfiguration.Result.Broken(findings.mistakes());
        }
        return new ProcessConfiguration.Result.Valid(new ProcessConfiguration(
                read.programs().stream()
                        .map(draft -> new ProcessEntry(draft.resolved(), file.toString(), null))
                        .toList(),
                List.of()));
    }

    private static RunLog log(ProcmonFile.Log wanted, Screen screen) {
        Level least = wanted.output().equals("suppress")
                ? Level.OFF
                : wanted.level().equals("warn")
                        ? Level.WARNING
                        : Level.valueOf(wanted.level().toUpperCase(Locale.ROOT));
        Screen.Side side = wanted.output().equals("stdout") ? Screen.Side.OUT : Screen.Side.ERR;
        return new RunLog(screen, side, wanted.json(), least, InstantSource.system());
    }

    /** Whoever is not in the file, started by somebody meanwhile, prints where procmon does. */
    private static Way.@Nullable Pair ways(ProcessSpec spec, ProcmonFile read) {
        ProcmonFile.Streams streams =
                read.streams().getOrDefault(spec.name().value(), new ProcmonFile.Streams("stdout", "stderr"));
        return new Way.Pair(way(streams.out()), way(streams.err()));
    }

    private static Way way(String word) {
        return switch (word) {
            case "stdout" -> new Way.Shown(Screen.Side.OUT);
            case "stderr" -> new Way.Shown(Screen.Side.ERR);
            case "suppress" -> new Way.Nowhere();
            default -> new Way.ToFile(word);
        };
    }
}
