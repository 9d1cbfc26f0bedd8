package pmon.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of this installation, made once. Its programs carry it in their environment. It lies beside the database, not in it: it is
 * needed before that is open, and all the more when that is lost.
 */
final class InstanceMark {
    private static final String FILE = "instance";
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}");

    private InstanceMark() {}

    /** One that is kept nowhere. */
    static String fleeting() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** Reads the mark of a data directory, making one where there is none that can be read. */
    static String of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (Files.isRegularFile(file)) {
            String mark = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (FORM.matcher(mark).matches()) {
                return mark;
            }
        }
        String mark = fleeting();
        Path written = data.resolve(FILE + ".new");
        Files.deleteIfExists(written);
        Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, mark + "\n", StandardCharsets.US_ASCII);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return mark;
    }
}
