package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.args.Limits;
import pmon.cli.args.Option;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;
import pmon.cli.shell.Screen;

class CommandLineFuzzTest {
    /** What they are called is read like all else; what they then do is to the machine and not to a daemon. */
    private static final Set<Class<? extends Command>> OF_THE_MACHINE =
            Set.of(ImportPmon3.class, Startup.class, Unstartup.class);

    private static final Caller CALLER = new Caller("/home/joe", Map.of("PATH", "/bin"), false);

    /** A word a line. */
    @FuzzTest
    void everyLineIsARequestOrAFailureInWords(byte[] bytes) {
        List<String> line = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
        if (changesTheMachine(line)) {
            return;
        }
        int code = new CommandLine(CALLER, new Silence(), new NoMachine(), _ -> new AbsentDaemon()).run(line);
        assertThat(code).isIn(codes());
    }

    @FuzzTest
    void aLimitIsReadOrRefused(byte[] bytes) {
        Option option = Option.value("LIMIT", "", "--limit");
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Limits.name(text, option);
            Limits.limit(text, option);
        } catch (Failure failure) {
            assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
        }
    }

    private static boolean changesTheMachine(List<String> line) {
        try {
            return OF_THE_MACHINE.contains(Commands.select(line).command().getClass());
        } catch (Failure failure) {
            return false;
        }
    }

    private static Set<Integer> codes() {
        Set<Integer> codes = new HashSet<>(Set.of(0));
        for (ErrorCode code : ErrorCode.values()) {
            codes.add(code.exitCode());
        }
        return codes;
    }

    private static final class Silence implements Console {
        @Override
        public void print(CharSequence text) {}

        @Override
        public void flush() {}

        @Override
        public void complain(String line) {}

        @Override
        public boolean colour() {
            return false;
        }

        @Override
        public int columns() {
            return DEFAULT_COLUMNS;
        }
    }

    private static final class NoMachine implements Machine {
        @Override
        public Instant now() {
            return Instant.parse("2026-03-01T13:00:00Z");
        }

        @Override
        public @Nullable String token() {
            return null;
        }

        @Override
        public boolean pause(Duration time) {
            return false;
        }

        @Override
        public Screen screen() {
            return new NoScreen();
        }

        @Override
        public Path root() {
            return Path.of("/nothing/is/here");
        }

        @Override
        public @Nullable Path image() {
            return null;
        }

        @Override
        public Ran run(List<String> command, String directory, Map<String, String> environment) {
            return new Ran(0, "");
        }

        @Override
        public @Nullable String terminal(int descriptor) {
            return null;
        }

        @Override
        public Ran run(List<String> command) {
            throw new AssertionError("nothing but the line was to be read: " + command);
        }
    }

    private static final class NoScreen implements Screen {
        @Override
        public int rows() {
            return 25;
        }

        @Override
        public int columns() {
            return 80;
        }

        @Override
        public Outcome await(List<String> command) {
            return new Outcome.Printed("", 0);
        }

        @Override
        public void close() {}
    }
}
