package pmon.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.foreground.Keyboard;
import pmon.daemon.foreground.Screen;
import pmon.daemon.foreground.Show;
import pmon.daemon.foreground.Signals;
import pmon.daemon.foreground.TerminalStage;
import pmon.daemon.foreground.Wanted;
import pmon.daemon.intake.ConfiguredEntries;

/** {@code pmon up}: a daemon in the foreground that ends with its programs. */
final class Up {
    private Up() {}

    /** Returns the exit code. */
    static int run(List<String> words, InputStream in, PrintStream err) {
        return switch (UpLine.of(words)) {
            case UpLine.Result.Wrong(String message) -> {
                err.println("pmon: " + message + "; see `pmon help up`");
                yield ErrorCode.USAGE.exitCode();
            }
            case UpLine.Result.Read(UpLine line) -> run(line, in, err);
        };
    }

    private static int run(UpLine line, InputStream in, PrintStream err) {
        try {
            Path file =
                    Surroundings.look().places().working().resolve(line.file()).normalize();
            boolean colours = !line.plain()
                    && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                    && Keyboard.terminal(1) != null;
            Screen screen = new Screen(
                    new FileOutputStream(FileDescriptor.out),
                    new FileOutputStream(FileDescriptor.err),
                    new Screen.Look(true, colours));
            Wanted wanted =
                    new Wanted(file, ConfiguredEntries.OWN, line.exitOn(), line.stopWithin(), Wanted.Manners.UP);
            TerminalStage stage = new TerminalStage(wanted, Show.of(screen), in);
            // Before the first program is there, which a signal in between would leave behind.
            Signals.tell(stage::signal);
            Startup.Running daemon = Startup.start(wanted, stage);
            daemon.ready();
            int code = daemon.untilEnd();
            return code == 0 ? stage.code() : code;
        } catch (InvalidPathException e) {
            err.println("pmon: " + e.getInput() + ": not a path");
            return ErrorCode.USAGE.exitCode();
        } catch (StartFailure failure) {
            err.println("pmon: " + failure.getMessage());
            return failure.code().exitCode();
        }
    }
}
