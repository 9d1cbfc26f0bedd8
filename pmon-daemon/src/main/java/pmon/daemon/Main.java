package pmon.daemon;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.config.Configuration;
import pmon.daemon.foreign.ForeignReader;
import pmon.daemon.tool.CheckConfiguration;
import pmon.daemon.tool.ForeignImport;
import pmon.daemon.tool.Pmon3Import;
import pmon.daemon.tool.PrintConfiguration;
import pmon.daemon.tool.Report;
import pmon.daemon.tool.StoreCopy;
import pmon.daemon.tool.StoreTransfer;
import pmon.daemon.tool.TlsKeys;

/** Runs the daemon until it is told to end. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    private static int run(List<String> args, PrintStream out, PrintStream err) {
        return switch (CommandLine.of(args)) {
            case CommandLine.Up(List<String> words) -> Up.run(words, System.in, err);
            case CommandLine.Procmon(List<String> words) -> Procmon.run(words, System.in, out, err);
            case CommandLine.Serve(boolean autostart) -> serve(autostart, out, err);
            case CommandLine.ShowVersion() -> {
                out.println("pmond " + Versions.pmon());
                yield 0;
            }
            case CommandLine.ShowUsage() -> {
                CommandLine.USAGE.forEach(out::println);
                yield 0;
            }
            case CommandLine.PrintConfig(boolean json) -> printConfiguration(new Report(out, err, json));
            case CommandLine.CheckConfig(String file, boolean json) ->
                checkConfiguration(file, new Report(out, err, json));
            case CommandLine.ImportPmon3 wanted -> importPmon3(wanted, new Report(out, err, wanted.json()));
            case CommandLine.ImportForeign wanted -> importForeign(wanted, new Report(out, err, wanted.json()));
            case CommandLine.CopyStore wanted -> copyStore(wanted, new Report(out, err, wanted.json()));
            case CommandLine.Tls wanted -> tls(wanted, new Report(out, err, wanted.json()));
            case CommandLine.Wrong(String message) -> {
                err.println("pmond: " + message);
                CommandLine.USAGE.forEach(err::println);
                yield ErrorCode.USAGE.exitCode();
            }
        };
    }

    private static int serve(boolean autostart, PrintStream out, PrintStream err) {
        Announcement announcement = new Announcement(Boolean.getBoolean("pmon.detached"), out, err);
        try {
            Startup.Running daemon = Startup.start(autostart);
            daemon.endOnSignals(() -> Runtime.getRuntime().halt(0));
            daemon.ready();
            announcement.ready();
            return daemon.untilEnd();
        } catch (StartFailure failure) {
            announcement.failed(failure);
            return failure.code().exitCode();
        }
    }

    private static int printConfiguration(Report report) {
        try {
            return new PrintConfiguration(Surroundings.look().loader(), report).run();
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static int checkConfiguration(String file, Report report) {
        try {
            Surroundings here = Surroundings.look();
            Path named = here.places().working().resolve(file).normalize();
            return new CheckConfiguration(named, here.places(), here.uid(), report).run();
        } catch (InvalidPathException e) {
            return report.failed(ErrorCode.USAGE, e.getInput() + ": not a path");
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static int importPmon3(CommandLine.ImportPmon3 wanted, Report report) {
        try {
            Surroundings here = Surroundings.look();
            Pmon3Import.Wanted named = new Pmon3Import.Wanted(
                    path(here, wanted.data()),
                    path(here, wanted.config()),
                    path(here, wanted.output()),
                    wanted.dryRun());
            return new Pmon3Import(Providers.legacy("pmon3"), named, here.places(), report).run();
        } catch (InvalidPathException e) {
            return report.failed(ErrorCode.USAGE, e.getInput() + ": not a path");
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static int importForeign(CommandLine.ImportForeign wanted, Report report) {
        Optional<ForeignReader> reader = ForeignImport.reader(wanted.format());
        if (reader.isEmpty()) {
            return report.failed(
                    ErrorCode.USAGE,
                    "cannot import " + wanted.format() + "; there are " + String.join(", ", ForeignImport.formats()));
        }
        try {
            Surroundings here = Surroundings.look();
            Path file = here.places().working().resolve(wanted.file()).normalize();
            return new ForeignImport(
                            reader.get(),
                            file,
                            path(here, wanted.output()),
                            wanted.dryRun(),
                            here.places(),
                            System.getenv(),
                            report)
                    .run();
        } catch (InvalidPathException e) {
            return report.failed(ErrorCode.USAGE, e.getInput() + ": not a path");
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static int copyStore(CommandLine.CopyStore wanted, Report report) {
        if (wanted.from().equals(wanted.to())) {
            return report.failed(ErrorCode.USAGE, "a store cannot be copied into itself: " + wanted.from());
        }
        try {
            Surroundings here = Surroundings.look();
            Configuration configuration = Groundwork.configuration(here.loader());
            StoreTransfer transfer = new StoreTransfer(
                    Providers.storeNamed(wanted.from()),
                    Providers.storeNamed(wanted.to()),
                    configuration.places().data());
            return new StoreCopy(transfer, wanted.replace(), configuration, here.uid(), report).run();
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static int tls(CommandLine.Tls wanted, Report report) {
        try {
            Configuration configuration =
                    Groundwork.configuration(Surroundings.look().loader());
            return new TlsKeys(configuration.remoteKeys(), report)
                    .run(wanted.action(), wanted.words(), wanted.user(), wanted.days());
        } catch (StartFailure failure) {
            return report.failed(failure.code(), String.valueOf(failure.getMessage()));
        }
    }

    private static @Nullable Path path(Surroundings here, @Nullable String file) {
        return file == null ? null : here.places().working().resolve(file).normalize();
    }
}
