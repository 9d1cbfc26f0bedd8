package pmon.daemon.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of keys and values.
 *
 * @param root what it says, as far as it could be read
 * @param mistakes what is wrong with its form: syntax, and keys written twice
 */
public record Document(Node root, List<Mistake> mistakes) {
    /** Larger files are refused: nobody writes them, and the daemon would hold them in memory. */
    static final int MAX_BYTES = 4 << 20;

    public Document {
        mistakes = List.copyOf(mistakes);
    }

    /** Reads a regular file; empty when there is none. Everything else that goes wrong is a mistake of the document. */
    public static Optional<Document> read(Path file, Format format) {
        String source = file.toString();
        try {
            if (Files.isDirectory(file)) {
                return Optional.of(broken(source, "is a directory"));
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return Optional.of(broken(source, "is not a regular file"));
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                return Optional.of(broken(source, "is larger than " + (MAX_BYTES >> 20) + " MiB"));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(parse(source, text, format));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (AccessDeniedException _) {
            return Optional.of(broken(source, "cannot be read: permission denied"));
        } catch (CharacterCodingException _) {
            return Optional.of(broken(source, "is not UTF-8 text"));
        } catch (IOException e) {
            return Optional.of(broken(source, "cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Reads text.
     *
     * @param source its name in messages
     */
    public static Document parse(String source, String text, Format format) {
        return new TreeReader(source, text).read(format);
    }

    /** Reads text of others in which YAML's anchors and aliases are taken for what they stand for. */
    public static Document parseWithReferences(String source, String text, Format format) {
        return new TreeReader(source, text, true).read(format);
    }

    private static Document broken(String source, String message) {
        return new Document(new Node.Empty(null), List.of(new Mistake(source, null, message)));
    }
}
