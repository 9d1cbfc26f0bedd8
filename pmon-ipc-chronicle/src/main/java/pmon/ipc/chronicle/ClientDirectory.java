package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of one connection: {@code client-NAMESPACE-PID-START-NUMBER} with the queues {@code up} and {@code down} and the {@code board}. The
 * client makes it, so the kernel has written down who that is: its owner.
 */
record ClientDirectory(Path path) {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Pattern NAME = Pattern.compile("client-(\\d{1,10})-(\\d{1,10})-(\\d{1,20})-(\\d{1,10})");

    /** A client in a container of its own, of which nobody here can tell whether it lives, has announced itself within this. */
    private static final Duration ARRIVING = Duration.ofMinutes(1);

    /** Makes an empty one. */
    static ClientDirectory make(Path place, Access access) throws IOException {
        Path path = place.resolve("client-" + Self.stamp() + "-" + NUMBER.incrementAndGet());
        access.makeDirectory(path);
        try {
            access.makeDirectory(path.resolve("up"));
            access.makeDirectory(path.resolve("down"));
            Board.write(path.resolve(Board.NAME), access);
            return new ClientDirectory(path);
        } catch (IOException e) {
            Tree.delete(path);
            throw e;
        }
    }

    /**
     * The one that a client has announced.
     *
     * @throws IOException when it is not one that a client makes, or of somebody who may not come in
     */
    static ClientDirectory announced(Path place, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("this is not the name of a client's directory: " + name);
        }
        ClientDirectory directory = new ClientDirectory(place.resolve(name));
        directory.check();
        return directory;
    }

    /** Whether an entry of the place is the directory of a client. */
    static boolean isOne(Path entry) {
        return NAME.matcher(entry.getFileName().toString()).matches();
    }

    Path up() {
        return path.resolve("up");
    }

    Path down() {
        return path.resolve("down");
    }

    Path board() {
        return path.resolve(Board.NAME);
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Whether the process that made it still lives, as far as can be told, and has not closed the connection. */
    boolean inUse() throws IOException {
        Matcher name = NAME.matcher(name());
        if (!name.matches()) {
            return false;
        }
        boolean lives = name.group(1).equals(Self.namespace()) ? Self.lives(name.group(2), name.group(3)) : isYoung();
        return lives && !Board.leftByClient(board());
    }

    private boolean isYoung() throws IOException {
        try {
            Instant made =
                    Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
            return Duration.between(made, Instant.now()).compareTo(ARRIVING) < 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Deletes it, and the place if that is of no use any more. */
    void delete() throws IOException {
        Tree.delete(path);
        Path place = path.resolveSibling(".").normalize();
        if (Files.notExists(place.resolve(MeetingPlace.BELL))) {
            Tree.deleteIfEmpty(place);
        }
    }

    /**
     * Looks at the directory through a descriptor of itself, so that what is looked at cannot be exchanged meanwhile: it is opened without
     * following links, then asked for its owner (fstat), then its entries (fstatat). That it is still the same when its queues are
     * opened by name follows from the place: only the daemon's own user and root may write there.
     */
    private void check() throws IOException {
        try (DirectoryStream<Path> place =
                Files.newDirectoryStream(path.resolveSibling(".").normalize())) {
            if (!(place instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this system cannot tell who made " + path);
            }
            try (SecureDirectoryStream<Path> own =
                    secure.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
                checkOwner(
                        own.getFileAttributeView(PosixFileAttributeView.class).readAttributes());
                checkEntry(own, "up", true);
                checkEntry(own, "down", true);
                checkEntry(own, Board.NAME, false);
            }
        }
    }

    private void checkOwner(PosixFileAttributes attributes) throws IOException {
        UserPrincipal owner = attributes.owner();
        if (!owner.equals(Files.getOwner(Path.of("/proc/self"))) && !owner.equals(Files.getOwner(Path.of("/")))) {
            throw new IOException(
                    path + " belongs to " + owner.getName()
                            + ": through shared memory a daemon serves its own user and root only; others need the transport socket");
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others may write in " + path);
        }
    }

    private void checkEntry(SecureDirectoryStream<Path> own, String name, boolean directory) throws IOException {
        PosixFileAttributes attributes = own.getFileAttributeView(
                        Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (directory ? !attributes.isDirectory() : !attributes.isRegularFile()) {
            throw new IOException(path.resolve(name) + " is not a " + (directory ? "directory" : "file"));
        }
        checkOwner(attributes);
    }

    /** Who made it. */
    String owner() throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }
}
