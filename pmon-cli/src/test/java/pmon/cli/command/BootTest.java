package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Response;
import pmon.cli.FakeClient;
import pmon.cli.FakeConsole;
import pmon.cli.FakeMachine;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Machine;

/** {@code startup} and {@code unstartup} on a machine of a few files. */
class BootTest {
    private static final String TEMPLATE = "[Service]\nExecStart=/usr/bin/pmond\nRestart=on-failure\n";

    @TempDir
    private Path temp;

    private final FakeMachine machine = new FakeMachine(1);
    private final FakeClient client = FakeClient.answering(new Response.Done());
    private final Map<String, String> environment = new HashMap<>();
    private boolean root = true;
    private Path unit;
    private Path link;

    @BeforeEach
    void layMachine() throws IOException {
        Path image = temp.resolve("opt/my pmon");
        program(image.resolve("bin/pmond"));
        write(image.resolve("share/systemd/system/pmond.service"), TEMPLATE);
        write(image.resolve("share/systemd/user/pmond.service"), TEMPLATE);
        program(temp.resolve("usr/bin/systemctl"));
        machine.root = temp;
        machine.image = image;
        environment.put("HOME", temp.resolve("home/joe").toString());
        environment.put("USER", "joe");
        unit = temp.resolve("etc/systemd/system/pmond.service");
        link = temp.resolve("etc/systemd/system/multi-user.target.wants/pmond.service");
    }

    @Test
    void rootGetsAUnitOfTheSystemThatStartsAtNextBoot() throws IOException {
        Shell shell = pmon("startup");
        assertThat(shell.code()).isZero();
        assertThat(shell.out())
                .isEqualTo("made " + unit + "\nmade " + link
                        + "\nsystemd does not run here; the daemon will start at next boot\n");
        assertThat(Files.readString(unit))
                .startsWith("# Written by `pmon startup`")
                .endsWith("[Service]\nExecStart=\"/opt/my pmon/bin/pmond\"\nRestart=on-failure\n");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("/etc/systemd/system/pmond.service"));
        assertThat(machine.commands).isEmpty();
    }

    @Test
    void oneWhoDidItAlreadyChangesNothing() throws IOException {
        pmon("startup");
        Object before = Files.getAttribute(unit, "unix:ino");
        assertThat(pmon("startup", "--json").out())
                .isEqualTo(
                        "{\"scope\":\"system\",\"unit\":\"" + unit + "\",\"starts\":\"next_boot\",\"changed\":[]}\n");
        assertThat(pmon("startup").out()).startsWith(unit + " is installed and enabled already\n");
        assertThat(Files.getAttribute(unit, "unix:ino")).isEqualTo(before);
    }

    @Test
    void theDaemonLooksWhereTheCallerDoes() throws IOException {
        environment.put("PMON_HOME", "my\"50%");
        environment.put("PMON3_CONF", "/srv/pmon.yml");
        pmon("startup");
        assertThat(Files.readString(unit))
                .contains("Environment=\"PMON_HOME=/home/joe/my\\\"50%%\"\nEnvironment=\"PMON3_CONF=/srv/pmon.yml\"\n");
        pmon("startup", "--system");
        assertThat(Files.readString(unit)).doesNotContain("Environment");
    }

    @Test
    void othersGetAUnitOfTheirOwn() throws IOException {
        root = false;
        Path own = temp.resolve("home/joe/.config/systemd/user");
        assertThat(pmon("startup").out())
                .isEqualTo("made " + own.resolve("pmond.service") + "\nmade "
                        + own.resolve("default.target.wants/pmond.service")
                        + "\nsystemd does not run here; the daemon will start at next login, or at next boot after:"
                        + " loginctl enable-linger joe\n");
        write(temp.resolve("var/lib/systemd/linger/joe"), "");
        assertThat(pmon("startup").out()).contains("at next boot\n");
        assertThat(pmon("unstartup").code()).isZero();
        assertThat(own).isEmptyDirectory();
        assertThat(pmon("startup", "--system").code()).isEqualTo(7);
    }

    @Test
    void aSystemdThatRunsIsAskedToStartIt() throws IOException {
        Files.createDirectories(temp.resolve("run/systemd/system"));
        machine.endings.put("is-active", new Machine.Ran(3, ""));
        client.version = null;
        assertThat(pmon("startup").out()).endsWith("the daemon runs, and will start at next boot\n");
        String systemctl = temp.resolve("usr/bin/systemctl").toString();
        assertThat(machine.commands)
                .containsExactly(
                        List.of(systemctl, "daemon-reload"),
                        List.of(systemctl, "is-active", "--quiet", "pmond.service"),
                        List.of(systemctl, "start", "pmond.service"));
    }

    @Test
    void aSystemdThatCannotIsAFailureWithWhatItSaid() throws IOException {
        Files.createDirectories(temp.resolve("run/systemd/system"));
        machine.endings.put("is-active", new Machine.Ran(3, ""));
        machine.endings.put("start", new Machine.Ran(1, "Job failed.\n"));
        Shell shell = pmon("startup");
        assertThat(shell.code()).isEqualTo(1);
        assertThat(shell.error()).isEqualTo("pmon: systemctl start pmond.service failed: Job failed.\n");
    }

    @Test
    void aDaemonThatRunsIsLeftAlone() throws IOException {
        Files.createDirectories(temp.resolve("run/systemd/system"));
        machine.endings.put("is-active", new Machine.Ran(3, ""));
        client.version = new Frozen.VersionInfo("0.1.0", "25", "Linux", List.of("socket"), "sqlite", "linux");
        assertThat(pmon("startup").out()).contains("pmon daemon stop --keep-programs && systemctl start pmond\n");
        assertThat(machine.commands).noneMatch(command -> command.contains("start"));
    }

    @Test
    void theUnitOfThePackageIsEnabledAsItIs() throws IOException {
        Path packaged = temp.resolve("usr/lib/systemd/system/pmond.service");
        write(packaged, TEMPLATE);
        Files.createSymbolicLink(temp.resolve("usr/bin/pmond"), Path.of("../../opt/my pmon/bin/pmond"));
        assertThat(pmon("startup").out()).startsWith("made " + link + "\nsystemd");
        assertThat(unit).doesNotExist();
        assertThat(pmon("unstartup").out()).startsWith("removed " + link + "\nsystemd");
        assertThat(packaged).exists();

        environment.put("PMON_HOME", "/srv/pmon");
        pmon("startup");
        assertThat(Files.readString(unit)).contains("PMON_HOME=/srv/pmon", "ExecStart=\"/usr/bin/pmond\"");
    }

    @Test
    void aUnitOfTheAdministratorIsNeitherOverwrittenNorRemoved() throws IOException {
        write(unit, "[Service]\nExecStart=/srv/mine\n");
        Shell shell = pmon("startup");
        assertThat(shell.code()).isEqualTo(1);
        assertThat(shell.error()).contains(unit + " is there and is not ours");
        assertThat(link).doesNotExist();
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("/etc/systemd/system/pmond.service"));
        assertThat(pmon("unstartup").out()).isEqualTo("startup has made nothing here\n");
        assertThat(unit).exists();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void unstartupLeavesNothingOfItAndNothingElseOut() throws IOException {
        pmon("startup");
        Path other = temp.resolve("etc/systemd/system/multi-user.target.wants/other.service");
        write(other, "");
        assertThat(pmon("unstartup", "--json").out())
                .isEqualTo("{\"scope\":\"system\",\"removed\":[\"" + link + "\",\"" + unit + "\"]}\n");
        assertThat(unit).doesNotExist();
        assertThat(link).doesNotExist();
        assertThat(other).exists();
        assertThat(pmon("unstartup", "--json").out()).isEqualTo("{\"scope\":\"system\",\"removed\":[]}\n");
    }

    @Test
    void aDryRunPrintsTheUnitAndChangesNothing() {
        assertThat(pmon("startup", "--dry-run").out())
                .startsWith("# " + unit + "\n# Written by")
                .contains("ExecStart=\"/opt/my pmon/bin/pmond\"");
        assertThat(pmon("startup", "--dry-run", "--json").out()).contains("\"changed\":[],\"text\":\"# Written by");
        assertThat(unit).doesNotExist();
    }

    @Test
    void aMachineInAnotherDirectoryIsPreparedButNotStarted() throws IOException {
        Path other = temp.resolve("other");
        program(other.resolve("bin/systemctl"));
        Files.createDirectories(temp.resolve("run/systemd/system"));
        assertThat(pmon("startup", "--root", other.toString()).code()).isZero();
        assertThat(other.resolve("etc/systemd/system/multi-user.target.wants/pmond.service"))
                .isSymbolicLink();
        assertThat(machine.commands).isEmpty();
    }

    @Test
    void withoutSystemdItSaysWhatToDo() throws IOException {
        Files.delete(temp.resolve("usr/bin/systemctl"));
        Shell shell = pmon("startup");
        assertThat(shell.code()).isEqualTo(1);
        assertThat(shell.error()).contains("no systemctl", "@reboot " + machine.image + "/bin/pmond --detach");
        assertThat(unit).doesNotExist();
    }

    private Shell pmon(String... line) {
        FakeConsole console = new FakeConsole();
        Caller caller = new Caller(environment.get("HOME").replace(temp.toString(), ""), environment, root);
        int code = new CommandLine(caller, console, machine, system -> client).run(List.of(line));
        return new Shell(code, console.out(), console.error(), client, false);
    }

    private static void program(Path file) throws IOException {
        write(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
