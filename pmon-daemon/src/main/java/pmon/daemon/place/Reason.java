package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why the file system refused, in words; the JDK's messages are often only a path. */
public final class Reason {
    private Reason() {}

    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied" + about(denied.getFile());
            case NoSuchFileException missing -> "no such file" + about(missing.getFile());
            case FileSystemException other when other.getReason() != null -> other.getReason() + about(other.getFile());
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }

    private static String about(@Nullable String file) {
        return file == null ? "" : " (" + file + ")";
    }
}
