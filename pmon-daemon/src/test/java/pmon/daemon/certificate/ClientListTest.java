package pmon.daemon.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.daemon.certificate.ClientList.Client;

class ClientListTest {
    private static final Client LAPTOP = new Client("aa", ClientList.OWNER, "laptop", "2027-01-01");
    private static final Client DESK = new Client("bb", "joe", "desk", "2027-01-01");

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void withoutAFileNobodyIsLetIn() throws IOException {
        assertThat(new ClientList(directory).all()).isEmpty();
        assertThat(new ClientList(directory).user("aa")).isEmpty();
    }

    @Test
    void whatIsAddedIsLetInUntilItIsRemoved() throws IOException {
        ClientList list = new ClientList(directory);
        list.add(LAPTOP);
        list.add(DESK);
        ClientList daemons = new ClientList(directory);
        assertThat(daemons.all()).containsExactly(LAPTOP, DESK);
        assertThat(daemons.user("bb")).contains("joe");
        assertThat(list.remove("desk")).isTrue();
        assertThat(list.remove("desk")).isFalse();
        assertThat(daemons.user("bb")).isEmpty();
        assertThat(daemons.user("aa")).contains(ClientList.OWNER);
    }

    @Test
    void aLineThatIsCutShortLetsNobodyIn() throws IOException {
        Files.writeString(
                directory.resolve("clients"), "# aa - laptop 2027-01-01\naa - laptop\n\nbb joe desk 2027-01-01\n");
        assertThat(new ClientList(directory).all()).containsExactly(DESK);
    }

    @Test
    void aListThatCannotBeReadLetsNobodyIn() throws IOException {
        Files.createDirectory(directory.resolve("clients"));
        assertThat(new ClientList(directory).user("aa")).isEmpty();
    }

    @Test
    void theListIsPrivate() throws IOException {
        new ClientList(directory).add(LAPTOP);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("clients"))))
                .isEqualTo("rw-------");
    }
}
