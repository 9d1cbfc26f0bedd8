package pmon.daemon.notify;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The service manager that started the daemon, where one did and wants to be told: systemd with {@code Type=notify}. The messages are
 * those of sd_notify(3), one datagram each. Any thread.
 */
public final class NotifySocket {
    private static final Logger LOG = System.getLogger(NotifySocket.class.getName());
    private static final String SOCKET = "NOTIFY_SOCKET";

    /**
     * What systemd says to the process it starts and to nobody else. A program that found these would speak in the daemon's name, take
     * over descriptors that are not there, or think its output went to the journal. Source: systemd.exec(5), "Environment Variables
     * Set or Propagated by the Service Manager".
     */
    private static final Set<String> VARIABLES = Set.of(
            SOCKET,
            "FDSTORE",
            "INVOCATION_ID",
            "JOURNAL_STREAM",
            "LISTEN_FDNAMES",
            "LISTEN_FDS",
            "LISTEN_PID",
            "LISTEN_PIDFDID",
            "MAINPID",
            "MANAGERPID",
            "MANAGERPIDFDID",
            "MEMORY_PRESSURE_WATCH",
            "MEMORY_PRESSURE_WRITE",
            "SYSTEMD_EXEC_PID",
            "WATCHDOG_PID",
            "WATCHDOG_USEC");

    private final Optional<String> socket;
    private final Sender sender;

    private NotifySocket(Optional<String> socket, Sender sender) {
        this.socket = socket;
        this.sender = sender;
    }

    /** Sends a datagram to the address of a Unix socket. */
    @FunctionalInterface
    public interface Sender {
        /** Why it was not sent; empty when it was. */
        Optional<String> send(String address, String text);
    }

    /** The one that this environment names; whoever listens nowhere is told nothing. */
    public static NotifySocket in(Map<String, String> environment, Sender sender) {
        return new NotifySocket(
                Optional.ofNullable(environment.get(SOCKET)).filter(address -> !address.isEmpty()), sender);
    }

    /** Whether a variable is a message to the daemon, which no program inherits. */
    public static boolean addresses(String variable) {
        return VARIABLES.contains(variable);
    }

    /** The daemon accepts commands, and this is its process, whichever the service manager has started. */
    public void ready(long pid) {
        tell("READY=1\nMAINPID=" + pid + "\nSTATUS=accepting commands");
    }

    /** The daemon is about to end. */
    public void stopping() {
        tell("STOPPING=1\nSTATUS=ending");
    }

    /** Not being heard is no reason to stop supervising. */
    private void tell(String message) {
        socket.flatMap(address -> sender.send(address, message))
                .ifPresent(why -> LOG.log(Level.WARNING, "cannot tell the service manager: " + why));
    }
}
