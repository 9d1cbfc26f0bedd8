package pmon.daemon.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.api.process.ProcessIdentity;

/**
 * The daemon's own directory of pipes, {@code 7.out} being stdout of program 7, of the note who holds them, and of how much was dropped:
 * {@code 7.out.dropped} has its number from the beginning, as wide as it can become, since on a full disk no file gets longer.
 */
final class PipeDirectory implements DropCounts {
    /** stdout, or both. */
    static final String OUT = "out";

    /** stderr where it is kept apart. */
    static final String ERR = "err";

    private static final Logger LOG = System.getLogger(PipeDirectory.class.getName());
    private static final Pattern PIPE = Pattern.compile("([0-9]{1,9})\\.(out|err)");
    private static final String HOLDER = "holder";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path directory;

    private PipeDirectory(Path directory) {
        this.directory = directory;
    }

    /** Makes it where it is missing. */
    static PipeDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new PipeDirectory(directory);
    }

    @Override
    public long dropped(int process, String channel) {
        Path file = dropFile(process, channel);
        try {
            if (Files.exists(file)) {
                return Long.parseLong(Files.readString(file).strip());
            }
            dropped(process, channel, 0);
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.WARNING, "cannot read how much output was dropped in {0}: {1}", file, e.getMessage());
        }
        return 0;
    }

    @Override
    public void dropped(int process, String channel, long bytes) {
        Path file = dropFile(process, channel);
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            // Without cutting it first: its block stays its own.
            Files.writeString(file, "%019d\n".formatted(bytes), StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot note in {0} that {1} bytes were dropped: {2}", file, bytes, e.getMessage());
        }
    }

    private Path dropFile(int process, String channel) {
        return directory.resolve(process + "." + channel + ".dropped");
    }

    /** A pipe that is there. */
    record Found(int process, String channel) {}

    String path(int process, String channel) {
        return directory.resolve(process + "." + channel).toString();
    }

    List<Found> pipes() {
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = PIPE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Found(Integer.parseInt(name.group(1)), name.group(2)));
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot look for pipes in {0}: {1}", directory, e.getMessage());
        }
        return found;
    }

    void remove(int process) {
        remove(new Found(process, OUT));
        remove(new Found(process, ERR));
    }

    void remove(Found pipe) {
        delete(directory.resolve(pipe.process() + "." + pipe.channel()));
        delete(dropFile(pipe.process(), pipe.channel()));
    }

    Optional<ProcessIdentity> holder() {
        try {
            String[] words = Files.readString(directory.resolve(HOLDER)).strip().split(" ");
            return Optional.of(new ProcessIdentity(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2]));
        } catch (IOException | RuntimeException e) {
            // None, or a note that was not written to its end: then the holder of an earlier daemon sleeps on.
            return Optional.empty();
        }
    }

    void holder(ProcessIdentity identity) {
        // As long as the longest there is.
        String note = "%-80s\n".formatted(identity.pid() + " " + identity.startTicks() + " " + identity.bootId());
        Path file = directory.resolve(HOLDER);
        try {
            if (Files.exists(file) && Files.size(file) == note.length()) {
                // In its own block: a holder that could not be noted on a full disk would go on for ever.
                Files.writeString(file, note, StandardOpenOption.WRITE);
                return;
            }
            // Whole or not at all: so would one with half a note.
            Path next = directory.resolve(HOLDER + ".new");
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(next, note);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot note who holds the pipes in {0}: {1}", directory, e.getMessage());
        }
    }

    void noHolder() {
        delete(directory.resolve(HOLDER));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove {0}: {1}", file, e.getMessage());
        }
    }
}
