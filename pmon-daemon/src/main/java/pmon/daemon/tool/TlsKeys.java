package pmon.daemon.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.certificate.Authority;
import pmon.daemon.certificate.ClientList;
import pmon.daemon.certificate.ClientList.Client;

/**
 * Makes and lists the keys for commands from other machines.
 *
 * @param directory of the keys
 */
public record TlsKeys(Path directory, Report report) {
    /** As long as publicly trusted certificates may last at most, so that renewing them is nothing that is forgotten how to do. */
    private static final int DAYS = 398;

    /** As long as the authority itself. */
    private static final int MOST_DAYS = 3650;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");

    /**
     * Does one of these.
     *
     * @param user whom a client acts as; null for the daemon's own
     * @param lifetime in days; null for the usual one
     * @return the exit code
     */
    public int run(String action, List<String> words, @Nullable String user, @Nullable String lifetime) {
        int days = days(lifetime);
        if (days < 1) {
            return report.failed(ErrorCode.USAGE, "--days: not a number from 1 to " + MOST_DAYS + ": " + lifetime);
        }
        boolean one = words.size() == 1;
        return switch (action) {
            case "init" -> init(words, days);
            case "ls" -> list();
            case "client" -> one ? client(words.getFirst(), user == null ? ClientList.OWNER : user, days) : unnamed();
            case "revoke" -> one ? revoke(words.getFirst()) : unnamed();
            default -> report.failed(ErrorCode.USAGE, "--tls takes init, client, ls or revoke, not " + action);
        };
    }

    private int unnamed() {
        return report.failed(ErrorCode.USAGE, "name one client");
    }

    /** 0 where the text is none. */
    private static int days(@Nullable String text) {
        if (text == null) {
            return DAYS;
        }
        try {
            int days = Integer.parseInt(text);
            return days > MOST_DAYS ? 0 : days;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** An authority, the daemon's keys and those of a first client; the daemon's keys anew where there is an authority. */
    private int init(List<String> hosts, int days) {
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                return report.failed(ErrorCode.USAGE, "not the name or address of a host: " + host);
            }
        }
        Authority authority = new Authority(directory);
        try {
            boolean anew = authority.exists();
            if (!anew) {
                authority.make();
            }
            // Renewed for whom they were made, unless somebody says for whom.
            List<String> names = names(anew && hosts.isEmpty() ? authority.serverHosts() : hosts);
            Authority.Issued server = authority.issueServer(names, days);
            report.line((anew ? "renewed" : "made") + " the daemon's keys in " + server.file() + ", for "
                    + String.join(", ", names) + ", until " + day(server));
            report.document("{\"key\":%s,\"hosts\":[%s],\"expires\":%s}"
                    .formatted(
                            quoted(server.file().toString()),
                            String.join(",", names.stream().map(TlsKeys::quoted).toList()),
                            quoted(day(server))));
            report.line(
                    anew ? "the daemon uses them from its next start on" : "now make a client's: pmon tls client NAME");
            return 0;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Keys of one client, which is let in from now on. */
    private int client(String name, String user, int days) {
        if (!NAME.matcher(name).matches()) {
            return report.failed(
                    ErrorCode.USAGE, "not a name for a client: " + name + "; use letters, digits and any of _ . @ -");
        }
        Authority authority = new Authority(directory);
        if (!authority.exists()) {
            return report.failed(
                    ErrorCode.FAILED, "there is no authority in " + directory + "; make one with: pmon tls init");
        }
        ClientList clients = new ClientList(directory);
        try {
            for (Client client : clients.all()) {
                if (client.name().equals(name)) {
                    return report.failed(
                            ErrorCode.BAD_NAME,
                            "there is a client " + name + "; to give it other keys: pmon tls revoke " + name);
                }
            }
            Authority.Issued issued = authority.issueClient(name, days);
            clients.add(new Client(issued.fingerprint(), user, name, day(issued)));
            report.line("made the keys of " + name + " in " + issued.file() + ", until " + day(issued)
                    + "; move the file to that client, and let nobody else read it");
            report.document("{\"name\":%s,\"key\":%s,\"fingerprint\":%s,\"expires\":%s}"
                    .formatted(
                            quoted(name),
                            quoted(issued.file().toString()),
                            quoted(issued.fingerprint()),
                            quoted(day(issued))));
            return 0;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** All that are let in. */
    private int list() {
        try {
            List<String> documents = new ArrayList<>();
            for (Client client : new ClientList(directory).all()) {
                report.line("%-20s %-12s until %s  %s"
                        .formatted(client.name(), client.user(), client.expires(), client.fingerprint()));
                documents.add("{\"name\":%s,\"user\":%s,\"expires\":%s,\"fingerprint\":%s}"
                        .formatted(
                                quoted(client.name()),
                                quoted(client.user()),
                                quoted(client.expires()),
                                quoted(client.fingerprint())));
            }
            report.document("[" + String.join(",", documents) + "]");
            return 0;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Lets one in no more, and cuts it off where it is in. */
    private int revoke(String name) {
        try {
            if (!new ClientList(directory).remove(name)) {
                return report.failed(ErrorCode.FAILED, "no client " + name + "; see: pmon tls ls");
            }
            Files.deleteIfExists(new Authority(directory).clientKey(name));
            report.line(name + " is let in no more");
            report.document("{\"revoked\":" + quoted(name) + "}");
            return 0;
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** What clients may call this machine: what somebody said, and what it calls itself. */
    private static List<String> names(List<String> hosts) {
        Set<String> names = new LinkedHashSet<>(hosts);
        try {
            String own = InetAddress.getLocalHost().getHostName();
            if (HOST.matcher(own).matches()) {
                names.add(own);
            }
        } catch (UnknownHostException e) {
            // It has no name that it could be reached by.
        }
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        return List.copyOf(names);
    }

    private int failed(IOException e) {
        return report.failed(ErrorCode.FAILED, "cannot do that in " + directory + ": " + e.getMessage());
    }

    private static String day(Authority.Issued issued) {
        return issued.expires().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Paths may have what JSON escapes; names and fingerprints have not. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
