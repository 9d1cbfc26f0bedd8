package pmon.distribution.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pmon startup} of an image that lies anywhere, judged by systemd's own tools. */
class StartupIT {
    private static final Path IMAGE = Path.of(System.getProperty("pmon.image"));
    private static final String PMON = "'/opt/my 50% pmon/bin/pmon'";

    @TempDir
    private Path temp;

    @AutoClose
    private Guest guest;

    @BeforeEach
    void start() throws IOException {
        guest = Guest.in(temp, IMAGE);
    }

    @Test
    void systemdAcceptsTheUnitOfTheSystem() throws IOException {
        assertThat(type("PMON_HOME='/srv/a \"b\" 5%' " + PMON + " startup")).endsWith("at next boot");
        assertThat(type("systemd-analyze verify pmond.service")).isEmpty();
        assertThat(type("systemctl is-enabled pmond.service")).isEqualTo("enabled");
        assertThat(type("systemctl disable pmond.service")).contains("Removed");
        assertThat(type(PMON + " startup --system")).contains("multi-user.target.wants");
        assertThat(type(PMON + " unstartup")).endsWith("not start the daemon any more");
        assertThat(guest.type("systemctl cat pmond.service").code()).isNotZero();
    }

    @Test
    void systemdAcceptsTheUnitOfAUser() throws IOException {
        String user =
                "install -d -o nobody /tmp/joe; setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp/joe"
                        + " USER=joe XDG_RUNTIME_DIR=/tmp/joe ";
        assertThat(type(user + PMON + " startup")).endsWith("loginctl enable-linger joe");
        assertThat(type(user + "systemd-analyze --user verify /tmp/joe/.config/systemd/user/pmond.service"))
                .isEmpty();
        assertThat(guest.type(user + PMON + " startup --system").code()).isEqualTo(7);
        type(user + PMON + " unstartup");
        assertThat(type("find /tmp/joe/.config -type f -o -type l")).isEmpty();
    }

    @Test
    void aMachineWithoutSystemdIsTold() throws IOException {
        var said = guest.type(PMON + " startup --root /tmp");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("@reboot /opt/my 50% pmon/bin/pmond --detach");
    }

    private String type(String command) throws IOException {
        return guest.type(command).succeeds().text();
    }
}
