package pmon.ipc.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;

/** Shared memory that is used up, as a small file system in memory, which only root can mount. */
class FullMemoryTest {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;
    private static final int MEMORY = 4 << 20;

    private final ChronicleTransportProvider provider = new ChronicleTransportProvider();

    @TempDir
    private Path runDirectory;

    @TempDir
    private Path mounted;

    private SharedMemory memory;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                Self.uid() == 0 && run("mount", "-t", "tmpfs", "-o", "size=" + MEMORY, "pmon-test", mounted.toString()),
                "a file system cannot be mounted here");
        memory = new SharedMemory(mounted, "", 0700, 0600);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mounted.toString());
    }

    @Test
    void aDaemonDoesNotStartAndSaysWhy() throws IOException {
        fill(0);
        assertThatThrownBy(() -> provider.listen(runDirectory, LIMITS, memory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mounted.toString())
                .hasMessageContaining("full");
        empty();
        provider.listen(runDirectory, LIMITS, memory).close();
        assertThat(mounted).isEmptyDirectory();
    }

    @Test
    void aClientThatFindsNoRoomSaysSoAndLeavesNothing() throws IOException {
        try (Listener listener = provider.listen(runDirectory, LIMITS, memory)) {
            fill(0);
            assertThatThrownBy(() -> provider.connect(listener.endpoint(), LIMITS))
                    .hasMessageContaining(mounted.toString())
                    .hasMessageContaining("full");
            empty();
            assertThat(ChronicleTransportTest.clients(ChronicleTransportTest.place(listener)))
                    .isEmpty();
            exchange(listener);
        }
    }

    @Test
    void memoryThatRunsOutInBetweenEndsThatConnectionOnly() throws IOException {
        try (Listener listener = provider.listen(runDirectory, LIMITS, memory)) {
            Connection client = provider.connect(listener.endpoint(), LIMITS);
            Connection server = listener.accept();
            server.peer();
            fill(64 * 1024);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            server.send(new byte[50_000]);
                        }
                    })
                    .hasMessageContaining("full");
            server.close();
            client.close();
            empty();
            exchange(listener);
        }
    }

    private void exchange(Listener listener) throws IOException {
        try (Connection client = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            client.send(new byte[1]);
            assertThat(server.receive()).hasSize(1);
        }
    }

    /** Takes all but so many bytes. */
    private void fill(int left) throws IOException {
        Path filling = mounted.resolve("filling");
        try (var out = Files.newOutputStream(filling)) {
            byte[] page = new byte[4096];
            while (Files.getFileStore(mounted).getUsableSpace() > left) {
                out.write(page);
            }
        }
    }

    private void empty() throws IOException {
        Files.delete(mounted.resolve("filling"));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
