package pmon.daemon.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifySocketTest {
    private final List<String> sent = new ArrayList<>();

    @Test
    void hearsThatTheDaemonIsReadyAndWhichProcessItIs() {
        in(Map.of("NOTIFY_SOCKET", "/run/systemd/notify")).ready(42);
        assertThat(sent).containsExactly("/run/systemd/notify: READY=1\nMAINPID=42\nSTATUS=accepting commands");
    }

    @Test
    void hearsThatTheDaemonEnds() {
        in(Map.of("NOTIFY_SOCKET", "@manager")).stopping();
        assertThat(sent).containsExactly("@manager: STOPPING=1\nSTATUS=ending");
    }

    @Test
    void isToldNothingWhereItDoesNotListen() {
        in(Map.of()).ready(42);
        in(Map.of("NOTIFY_SOCKET", "")).stopping();
        assertThat(sent).isEmpty();
    }

    @Test
    void whatItSaysToTheDaemonIsNotForPrograms() {
        assertThat(List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "LISTEN_FDS", "JOURNAL_STREAM"))
                .allMatch(NotifySocket::addresses);
        assertThat(List.of("PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"))
                .noneMatch(NotifySocket::addresses);
    }

    private NotifySocket in(Map<String, String> environment) {
        return NotifySocket.in(environment, (address, text) -> {
            sent.add(address + ": " + text);
            return Optional.empty();
        });
    }
}
