package pmon.daemon.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.event.HandlerContext.Command;
import pmon.api.spi.event.HandlerContext.CommandResult;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.LinuxKernelProvider;

/** Real commands, run by the kernel port of Linux. */
@Timeout(120)
class DaemonContextTest {
    @TempDir
    private Path home;

    private Kernel kernel;

    @BeforeEach
    void open() {
        kernel = new LinuxKernelProvider().open(new KernelSettings("context", OptionalLong.empty()));
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    private Path script(String text, String mode) throws IOException {
        Path script = Files.writeString(home.resolve("script"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(mode));
        return script;
    }

    private CommandResult run(Path file, Duration timeout) throws InterruptedException {
        return new DaemonContext(
                        System.getLogger("test"),
                        List::of,
                        kernel::run,
                        kernel.accounts().self(),
                        Map.of("PATH", "/usr/bin:/bin"))
                .run(new Command(file.toString(), List.of("one"), Map.of("WHAT", "two"), "three", timeout));
    }

    private CommandResult run(String text) throws Exception {
        return run(script(text, "rwxr-xr-x"), Duration.ofSeconds(30));
    }

    private static String output(CommandResult result) {
        return result instanceof CommandResult.Ended(var _, String output) ? output : result.toString();
    }

    private static String whyNot(CommandResult result) {
        return result instanceof CommandResult.NotStarted(String message) ? message : result.toString();
    }

    @Test
    void aCommandGetsItsArgumentsVariablesAndInput() throws Exception {
        assertThat(output(run("#!/bin/sh\necho $1 $WHAT $(cat) $PWD"))).isEqualTo("one two three /\n");
    }

    @Test
    void aScriptWithoutAFirstLineIsTheShells() throws Exception {
        assertThat(output(run("echo \"$1\""))).isEqualTo("one\n");
    }

    @Test
    void aCommandThatTakesTooLongIsKilled() throws Exception {
        assertThat(run(script("#!/bin/sh\necho begun; sleep 1000", "rwxr-xr-x"), Duration.ofSeconds(1)))
                .isEqualTo(new CommandResult.TimedOut("begun\n"));
    }

    @Test
    void whatCannotBeRunIsSaid() throws Exception {
        assertThat(whyNot(run(home.resolve("gone"), Duration.ofSeconds(5)))).isEqualTo(home + "/gone: no such file");
        assertThat(whyNot(run("#!/no/such/interpreter\n")))
                .contains("its interpreter /no/such/interpreter: no such file");
        assertThat(whyNot(run(script("echo hello", "rw-r--r--"), Duration.ofSeconds(5))))
                .contains("permission denied");
        assertThat(whyNot(run(Path.of("relative"), Duration.ofSeconds(5)))).isEqualTo("relative is no absolute path");
    }

    @Test
    void aRootDaemonRunsNothingThatOthersMayWrite() throws Exception {
        assumeTrue(kernel.accounts().self().root(), "only root is that careful");
        assertThat(whyNot(run(script("#!/bin/sh\n", "rwxrwxr-x"), Duration.ofSeconds(5))))
                .contains("is not used by a root daemon");
    }
}
