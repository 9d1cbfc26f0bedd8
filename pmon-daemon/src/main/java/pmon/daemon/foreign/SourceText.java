package pmon.daemon.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Files as lines of text. */
final class SourceText {
    /** Larger files are refused: nobody writes them. */
    private static final int MAX_BYTES = 4 << 20;

    private SourceText() {}

    /** No lines, and a mistake, where the file cannot be read. */
    static List<String> lines(Path file, Findings findings) {
        try {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                findings.wrong(file, null, "is larger than " + (MAX_BYTES >> 20) + " MiB");
                return List.of();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // What some editors put in front of a file.
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException _) {
            findings.wrong(file, null, "no such file");
        } catch (CharacterCodingException _) {
            findings.wrong(file, null, "is not UTF-8 text");
        } catch (IOException e) {
            findings.wrong(file, null, "cannot be read: " + e.getMessage());
        }
        return List.of();
    }

    /** The directory of a file. */
    static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
