package pmon.distribution.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package on a machine whose root installs it: the daemon is the system's. */
class PackageIT {
    private static final Path IMAGE = Path.of(System.getProperty("pmon.image"));
    private static final String CONFIG = "/etc/pmon3/config/config.yml";
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");
    /** What dpkg and systemd keep for themselves, and caches. */
    private static final String FILES = "find /etc /usr /var /run ! -path '/var/lib/dpkg*' ! -path '/var/cache*'"
            + " ! -path '/var/log/dpkg.log' ! -path '/var/lib/systemd*' ! -path '/run/systemd*' | sort";

    @TempDir
    private Path temp;

    private DebianPackage built;

    @AutoClose
    private Guest guest;

    @BeforeEach
    void start() throws IOException {
        built = DebianPackage.built();
        Guest.copy(built.file(), temp);
        guest = Guest.in(temp, IMAGE);
    }

    @Test
    void everythingIsWhereTheMachineLooks() throws Exception {
        install(built);
        assertThat(type("cd / && pmon version")).startsWith("pmon " + built.version());
        assertThat(type("readlink -f /usr/bin/pmon3")).isEqualTo("/usr/lib/pmon/" + built.version() + "/bin/pmon");
        assertThat(type("dpkg --verify pmon")).isEmpty();
        assertThat(type("pmon config --check " + CONFIG)).isNotEmpty();
        assertThat(type("zcat /usr/share/man/man1/pmon3-exec.1.gz")).isEqualTo(".so man1/pmon-exec.1");
        assertThat(type("procdog --version")).startsWith("procdog of pmon " + built.version());
        assertThat(type("procmon --help")).isEqualTo("Usage: procmon [--nocheck] FILE.toml");
        assertThat(type("zcat /usr/share/man/man1/procdog.1.gz /usr/share/man/man1/procmon.1.gz"))
                .contains(".TH PROCDOG", ".TH PROCMON");
        assertThat(type("ls /usr/share/bash-completion/completions/pmon3 /usr/share/zsh/vendor-completions/_pmon"
                        + " /usr/share/fish/vendor_completions.d/pmon3.fish /usr/share/doc/pmon"))
                .contains("changelog.gz", "copyright", "examples");
    }

    @Test
    void theUnitsAreSoundAndTheSystemsIsEnabled() throws Exception {
        install(built);
        assertThat(type("systemctl is-enabled pmond.service")).isEqualTo("enabled");
        assertThat(type("systemd-analyze verify pmond.service")).isEmpty();
        assertThat(type("XDG_RUNTIME_DIR=/tmp systemd-analyze --user verify /usr/lib/systemd/user/pmond.service"))
                .isEmpty();
        assertThat(type("pmon startup")).contains("enabled already", "at next boot");
        assertThat(type("pmon unstartup"))
                .contains("removed /etc/systemd/system/multi-user.target.wants/pmond.service");
        install(built);
        assertThat(guest.type("systemctl is-enabled pmond.service").text()).isEqualTo("disabled");
    }

    @Test
    void anUpgradeStopsNoProgram() throws Exception {
        install(built);
        type("echo 'log_level: debug' >>" + CONFIG);
        type("pmon exec sleep --name ours -- 1000 && PMON_HOME=/tmp/theirs pmon exec sleep --name theirs -- 1000");
        String program = pid("pmon desc ours");
        String others = pid("PMON_HOME=/tmp/theirs pmon desc theirs");
        String daemon = pid("pmon daemon status");

        DebianPackage later = built.later(temp);
        assertThat(install(later)).contains("keeping /usr/lib/pmon/" + built.version());
        assertThat(type("readlink -f /usr/bin/pmon")).isEqualTo("/usr/lib/pmon/" + later.version() + "/bin/pmon");
        assertThat(pid("pmon desc ours")).isEqualTo(program);
        assertThat(type("pmon desc ours --json")).contains("\"status\":\"running\"", "\"restart_count\":0");
        assertThat(type("readlink /proc/" + pid("pmon daemon status") + "/exe"))
                .startsWith("/usr/lib/pmon/" + later.version() + "/");
        assertThat(guest.type("readlink /proc/" + daemon + "/exe").text()).doesNotContain("/" + built.version() + "/");
        assertThat(type("tail -1 " + CONFIG)).isEqualTo("log_level: debug");

        // The other daemon goes on with the image that it was started from, which goes when nobody needs it any more.
        assertThat(pid("PMON_HOME=/tmp/theirs pmon desc theirs")).isEqualTo(others);
        assertThat(type("ls /usr/lib/pmon")).contains(built.version());
        type("PMON_HOME=/tmp/theirs pmon daemon stop");
        install(later);
        assertThat(type("ls -A /usr/lib/pmon")).isEqualTo(later.version());
        assertThat(pid("pmon desc ours")).isEqualTo(program);
    }

    @Test
    void removalStopsProgramsAndPurgingLeavesNothing() throws Exception {
        List<String> before = guest.type(FILES).succeeds().lines();
        install(built);
        type("pmon exec sleep -- 1000");
        String program = pid("pmon desc sleep");
        install(built.later(temp));
        type("dpkg --no-triggers --remove pmon");
        assertThat(guest.type("kill -0 " + program).code()).isNotZero();
        assertThat(type("ls /etc/pmon3/data/pmon.*db " + CONFIG)).contains(CONFIG);
        assertThat(guest.type("ls /usr/bin/pmon /usr/lib/pmon").code()).isNotZero();
        type("dpkg --no-triggers --purge pmon");
        assertThat(guest.type(FILES).succeeds().lines()).isEqualTo(before);
    }

    private String install(DebianPackage which) throws IOException {
        return type("dpkg --no-triggers --force-unsafe-io --install " + Guest.shared(which.file()));
    }

    private String pid(String command) throws IOException {
        String said = type(command + " --json");
        Matcher matcher = PID.matcher(said);
        assertThat(matcher.find()).as(said).isTrue();
        return matcher.group(1);
    }

    private String type(String command) throws IOException {
        return guest.type(command).succeeds().text();
    }
}
