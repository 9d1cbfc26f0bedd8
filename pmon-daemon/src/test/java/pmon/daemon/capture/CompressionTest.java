package pmon.daemon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.daemon.config.CaptureRules;

/** Compressing and limiting while the log goes on being rotated. */
class CompressionTest {
    private static final Account OWNER = new Account("web", 1000, 1000, List.of(), "/", "/bin/sh");
    private static final Place LOG = new Place("/log", OWNER, 0600);

    private final FakePort port = new FakePort();
    private final Rotation rotation = new Rotation(port);
    private long maxTotal;
    private final Compression compression = new Compression(port, rotation, () -> maxTotal);

    @AfterEach
    void close() {
        compression.close();
    }

    @Test
    void whatWasRotatedSinceItWasFoundIsCompressedUnderItsNewName() throws IOException {
        write("first");
        rotate();
        Rotation.Found found = only(rotation.files("/log", OWNER));
        write("second");
        rotate();
        compression.compress(LOG, found);
        assertThat(port.files.keySet()).containsExactly("/log.1", "/log.2.gz");
        assertThat(port.text("/log.1")).isEqualTo("second");
        assertThat(unpacked("/log.2.gz")).isEqualTo("first");
    }

    @Test
    void whatIsGoneIsNotMadeAnew() {
        write("first");
        rotate();
        Rotation.Found found = only(rotation.files("/log", OWNER));
        port.delete("/log.1");
        compression.compress(LOG, found);
        assertThat(port.files).isEmpty();
    }

    @Test
    void aCompressedFileIsNeverReplaced() throws IOException {
        write("first");
        rotate();
        compression.compress(LOG, only(rotation.files("/log", OWNER)));
        port.files.put("/log.1", port.new Memory());
        compression.compress(LOG, rotation.files("/log", OWNER).getFirst());
        assertThat(port.files.keySet()).containsExactly("/log.1.gz");
        assertThat(unpacked("/log.1.gz")).isEqualTo("first");
    }

    @Test
    void theLimitTakesTheLastOfALogThoughItWasWrittenAfterTheOthers() {
        for (String text : List.of("first", "second", "third")) {
            write(text);
            rotate();
        }
        port.wallMillis = 1_000;
        FakePort.Memory rewritten = port.new Memory();
        rewritten.bytes = "later".getBytes(UTF_8);
        port.files.put("/log.3", rewritten);
        compression.rotated(LOG, CaptureRules.STANDARD);
        maxTotal = "thirdsecond".length();
        compression.limit();
        assertThat(port.files.keySet()).containsExactly("/log.1", "/log.2");
    }

    private static Rotation.Found only(List<Rotation.Found> files) {
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private void write(String text) {
        FakePort.Memory memory = port.new Memory();
        memory.bytes = text.getBytes(UTF_8);
        port.files.put("/log", memory);
    }

    private void rotate() {
        assertThat(rotation.rotate("/log", OWNER, 0)).isNull();
    }

    private String unpacked(String path) throws IOException {
        FakePort.Memory memory = port.files.get(path);
        assertThat(memory).as(path).isNotNull();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(memory.bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void whatCannotBeReadToItsEndStaysAsItIs() {
        write("more than the disk gives back");
        rotate();
        port.readableTo = 9;
        compression.compress(LOG, only(rotation.files("/log", OWNER)));
        assertThat(port.files.keySet()).containsExactly("/log.1");
        assertThat(port.text("/log.1")).isEqualTo("more than the disk gives back");
    }

    @Test
    void nothingIsReplacedByWhatTheDiskDoesNotTake() {
        write("first");
        rotate();
        port.stores = false;
        compression.compress(LOG, only(rotation.files("/log", OWNER)));
        assertThat(port.files.keySet()).containsExactly("/log.1");
    }
}
