package pmon.daemon.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that are let in: the file {@code clients} beside the keys, a line each of fingerprint, user (or {@code -} for the
 * daemon's own), name and the day it expires. What is not in it is not let in, whoever issued it. Any thread.
 */
public final class ClientList {
    /** The user that stands for the daemon's own. */
    public static final String OWNER = "-";

    private static final int COLUMNS = 4;

    private final Path file;
    private @Nullable Seen seen;

    public ClientList(Path directory) {
        this.file = directory.resolve("clients");
    }

    /** A line. */
    public record Client(String fingerprint, String user, String name, String expires) {
        private String line() {
            return String.join(" ", fingerprint, user, name, expires) + "\n";
        }
    }

    /** What was in the file when it looked like this. */
    private record Seen(FileTime modified, @Nullable Object key, List<Client> clients) {}

    /** The user of a certificate; empty where it is not in the list, or nobody can read that. */
    public Optional<String> user(String fingerprint) {
        try {
            return all().stream()
                    .filter(client -> client.fingerprint().equals(fingerprint))
                    .map(Client::user)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All of them; read again only when the file has changed. */
    public synchronized List<Client> all() throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        Seen before = seen;
        if (before == null
                || !before.modified.equals(now.lastModifiedTime())
                || !Objects.equals(before.key, now.fileKey())) {
            before = new Seen(now.lastModifiedTime(), now.fileKey(), read());
            seen = before;
        }
        return before.clients;
    }

    private List<Client> read() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.strip().split("\\s+");
            // A line that is cut short lets nobody in; comments are such lines.
            if (columns.length == COLUMNS && !columns[0].startsWith("#")) {
                clients.add(new Client(columns[0], columns[1], columns[2], columns[3]));
            }
        }
        return List.copyOf(clients);
    }

    /** Lets one more in. */
    public void add(Client client) throws IOException {
        List<Client> clients = new ArrayList<>(all());
        clients.add(client);
        write(clients);
    }

    /** Lets one in no more. @return whether it was in the list */
    public boolean remove(String name) throws IOException {
        List<Client> clients = new ArrayList<>(all());
        boolean found = clients.removeIf(client -> client.name().equals(name));
        if (found) {
            write(clients);
        }
        return found;
    }

    /** Whole or not at all: a daemon reads it at any time. */
    private void write(List<Client> clients) throws IOException {
        StringBuilder text =
                new StringBuilder("# fingerprint (SHA-256), user (- is the daemon's own), name, expires\n");
        for (Client client : clients) {
            text.append(client.line());
        }
        Path unfinished = file.resolveSibling("clients.tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
