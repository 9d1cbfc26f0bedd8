package pmon.daemon.sidecar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.wire.document.DocumentException;
import pmon.wire.document.Documents;

/**
 * One file per program, mode 0600, in {@code programs} below the data directory. Each is replaced by a rename, so it is whole or as it was.
 * It is not forced to the disk: it is there for a database that is damaged or gone, and then the machine has run on; after a loss of power
 * the database is what counts.
 *
 * <p>The form, version 1: a line {@code pmon-program 1 NEXT_ID LAST_SEQ}, the next free id and the number of the newest event when it was
 * written, and a line with the document of the record. The journal's thread only.
 */
public final class Sidecars implements RecordCopies {
    private static final String FORM = "pmon-program 1 ";
    private static final String SUFFIX = ".program";
    /** No longer than an id, so that it is a number. */
    private static final Pattern OURS = Pattern.compile("([0-9]{1,9})(\\.program|\\.new)");

    private static final int LONGEST = 8 * 1024 * 1024;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final Map<Integer, ProcessRecord> written = new HashMap<>();

    /** @param data the data directory */
    public Sidecars(Path data) {
        directory = data.resolve("programs");
    }

    /**
     * What all of them say.
     *
     * @param records in the order of their ids
     * @param unreadable files that cannot be used, a sentence each
     */
    public record Found(List<ProcessRecord> records, int nextId, long lastSeq, List<String> unreadable) {
        public Found {
            records = List.copyOf(records);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Whether there are any. */
    public boolean any() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps a record, where what it takes to find and start the program again is different from what was kept last. */
    @Override
    public void keep(ProcessRecord record, int nextId, long lastSeq) throws IOException {
        ProcessRecord before = written.get(record.id());
        if (before != null && same(before, record)) {
            return;
        }
        String text = FORM + nextId + " " + lastSeq + "\n" + Documents.encode(record) + "\n";
        Path fresh = directory.resolve(record.id() + ".new");
        try {
            write(fresh, text);
        } catch (NoSuchFileException e) {
            Files.createDirectories(directory, PRIVATE_DIRECTORY);
            write(fresh, text);
        }
        Files.move(fresh, file(record.id()), StandardCopyOption.ATOMIC_MOVE);
        written.put(record.id(), record);
    }

    /** Forgets a program. */
    @Override
    public void remove(int id) throws IOException {
        written.remove(id);
        Files.deleteIfExists(file(id));
    }

    /** Reads all of them. */
    public Found read() {
        List<ProcessRecord> records = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        int nextId = 1;
        long lastSeq = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    String[] lines = text(file).split("\n", 2);
                    String[] numbers = lines[0].startsWith(FORM)
                            ? lines[0].substring(FORM.length()).split(" ", 2)
                            : new String[0];
                    if (lines.length < 2 || numbers.length < 2 || !lines[1].endsWith("\n")) {
                        throw new IOException("it is cut off, or of another version");
                    }
                    ProcessRecord record = Documents.decodeProcess(lines[1].strip());
                    int next = Integer.parseInt(numbers[0]);
                    long last = Long.parseLong(numbers[1]);
                    if (record.id() < 1 || record.id() == Integer.MAX_VALUE || next < 1 || last < 0) {
                        throw new IOException("its numbers are not ones that pmond gives");
                    }
                    nextId = Math.max(Math.max(nextId, record.id() + 1), next);
                    lastSeq = Math.max(lastSeq, last);
                    records.add(record);
                } catch (IOException | DocumentException | NumberFormatException e) {
                    unreadable.add("cannot use " + file + ": " + e.getMessage());
                }
            }
        } catch (IOException e) {
            if (!(e instanceof NoSuchFileException)) {
                unreadable.add("cannot read " + directory + ": " + e.getMessage());
            }
        }
        records.sort(Comparator.comparingInt(ProcessRecord::id));
        return new Found(records, nextId, lastSeq, unreadable);
    }

    /** Removes those of programs that the store does not know, left by a daemon that was killed in between. */
    public void retain(Set<Integer> known) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = OURS.matcher(String.valueOf(file.getFileName()));
                // A thousand programs are looked through while the daemon starts, so each file is looked at once.
                if (name.matches()
                        && !(name.group(2).equals(SUFFIX) && known.contains(Integer.valueOf(name.group(1))))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // One too many costs nothing while the store can be read.
        }
    }

    private Path file(int id) {
        return directory.resolve(id + SUFFIX);
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
            throw new IOException("it is no file that pmond wrote");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, options, PRIVATE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Everything but what only tells what happened. */
    private static boolean same(ProcessRecord one, ProcessRecord other) {
        return one.spec().equals(other.spec())
                && one.goal() == other.goal()
                && one.generation() == other.generation()
                && one.restartCount() == other.restartCount()
                && Objects.equals(one.instance(), other.instance())
                && Objects.equals(one.applied(), other.applied())
                && closed(one) == closed(other);
    }

    private static boolean closed(ProcessRecord record) {
        return record.status() == Status.CLOSED;
    }
}
