package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.FileText;
import pmon.api.spi.kernel.Usage;

/** What is found out about files, users and processes. */
public interface LookupContract extends Contract {
    @Test
    default void selfIsThisProcess() {
        assertEquals(ProcessHandle.current().pid(), bench().kernel().self().pid());
    }

    @Test
    default void usageIsWhatTheProcessUses() throws InterruptedException, ExecutionException {
        var asking =
                new FutureTask<>(() -> bench().kernel().usage(bench().kernel().self()));
        Thread.ofVirtual().start(asking);
        Usage usage = asking.get().orElseThrow();
        assertTrue(usage.cpuNanos() > 0, usage.toString());
        if (!lacks().contains(Capability.MEMORY)) {
            assertTrue(usage.memoryBytes() > 10 << 20, usage.toString());
        }
    }

    @Test
    default void usageOfAnEarlierProcessWithTheSamePidIsEmpty() {
        ProcessIdentity self = bench().kernel().self();
        var earlier = new ProcessIdentity(self.pid(), self.startTicks() - 1_000_000, self.bootId());
        assertEquals(Optional.empty(), bench().kernel().usage(earlier));
    }

    private Access executable(Path file) {
        return bench().kernel().executable(file.toString(), bench().self());
    }

    private Access directory(Path directory) {
        return bench().kernel().directory(directory.toString(), bench().self());
    }

    @Test
    default void accessToFilesIsTold() throws IOException {
        assertEquals(Access.GRANTED, executable(Path.of("/bin/sh")));
        assertEquals(Access.MISSING, executable(bench().path("missing")));
        assertEquals(Access.MISSING, executable(Path.of("")));
        assertEquals(Access.WRONG_KIND, executable(bench().path(".")));
        assertEquals(Access.DENIED, executable(Files.createFile(bench().path("plain"))));
    }

    @Test
    default void accessToDirectoriesIsTold() throws IOException {
        assertEquals(Access.GRANTED, directory(bench().path(".")));
        assertEquals(Access.MISSING, directory(bench().path("missing")));
        assertEquals(Access.WRONG_KIND, directory(Files.createFile(bench().path("plain"))));
    }

    private FileText read(Path file) {
        return bench().kernel().read(file.toString(), bench().self(), 10);
    }

    @Test
    default void regularFilesAreRead() throws IOException {
        assertEquals(new FileText.Read("grün\n"), read(Files.writeString(bench().path("text"), "grün\n")));
        assertEquals(new FileText.Read(""), read(Files.createFile(bench().path("empty"))));
        assertEquals(new FileText.Read("0123456789"), read(Files.writeString(bench().path("full"), "0123456789")));
    }

    @Test
    default void filesThatAreNotThereAreMissing() throws IOException {
        assertEquals(new FileText.Missing(), read(bench().path("missing")));
        assertEquals(new FileText.Missing(), read(Path.of("")));
    }

    @Test
    default void whatIsNoPlainFileIsNotRead() throws IOException {
        Path text = Files.writeString(bench().path("text"), "a");
        Path link = Files.createSymbolicLink(bench().path("link"), text);
        for (Path file : List.of(bench().path("."), link, bench().fifo("fifo"))) {
            assertInstanceOf(FileText.Refused.class, read(file), file.toString());
        }
        assertEquals(
                new FileText.Refused("is larger than 10 bytes"),
                read(Files.writeString(bench().path("large"), "0123456789a")));
    }

    @Test
    default void ownAccountIsFoundByNameAndNumber() {
        Account self = bench().self();
        assertEquals(Optional.of(self), bench().kernel().accounts().byName(self.name()));
        assertEquals(Optional.of(self), bench().kernel().accounts().byName(Long.toString(self.uid())));
        assertEquals(self, bench().kernel().accounts().byUid(self.uid()));
        assertTrue(self.groups().contains(self.gid()), self.toString());
    }

    @Test
    default void unknownNamesAreNotFound() {
        for (String name : List.of("", "no-such-user", "99999999999", "-1", "a\0b")) {
            assertEquals(Optional.empty(), bench().kernel().accounts().byName(name), name);
        }
    }

    @Test
    default void unknownNumberIsAnAccountWithoutAName() {
        Account account = bench().kernel().accounts().byUid(3_999_999_999L);
        assertEquals("3999999999", account.name());
        assertEquals(3_999_999_999L, account.uid());
        assertEquals(3_999_999_999L, account.gid());
        assertEquals("/", account.home());
    }
}
