package pmon.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The first blocks of an MVStore file (https://h2database.com/html/mvstore.html, "File Format"): two copies of a line such as {@code
 * H:2,block:2,blockSize:1000,chunk:7,…}, numbers in hexadecimal.
 *
 * <p>H2 opens a file that lost its end as if nothing had ever been there. So the chunk that the header names is looked for first.
 */
final class FileHeader {
    private static final int BLOCK = 4096;
    private static final int COPIES = 2;

    private FileHeader() {}

    /** What is wrong with a file; null when nothing is, as far as that can be told from its header. */
    static @Nullable String mistake(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long needed = 0;
            for (int copy = 0; copy < COPIES; copy++) {
                Map<String, String> header = line(channel, copy);
                OptionalLong block = number(header, "block");
                if ("2".equals(header.get("H")) && block.isPresent()) {
                    needed = Math.max(needed, end(channel, block.getAsLong()));
                }
            }
            if (needed == 0) {
                return "it has no header";
            }
            return needed > channel.size() ? "its end is missing" : null;
        }
    }

    /** Where the chunk in a block ends, by its own header; at least behind that block. */
    private static long end(FileChannel channel, long block) throws IOException {
        long blocks = Math.max(1, number(line(channel, block), "len").orElse(1));
        return Math.multiplyExact(Math.addExact(block, blocks), BLOCK);
    }

    private static Map<String, String> line(FileChannel channel, long block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        channel.read(bytes, block * BLOCK);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(0, Math.max(end, 0)).split(",", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                fields.put(field.substring(0, colon), field.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /** Bounded, so that noise that looks like a number cannot overflow. */
    private static OptionalLong number(Map<String, String> fields, String name) {
        String text = fields.getOrDefault(name, "");
        return text.matches("[0-9a-f]{1,10}") ? OptionalLong.of(Long.parseLong(text, 16)) : OptionalLong.empty();
    }
}
