package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessIdentity;

/** Who keeps pipes open. */
class HoldingTest {
    @TempDir
    private Path root = Path.of("set by JUnit");

    private final FakePort port = new FakePort();
    private PipeDirectory directory;
    private Holding holding;

    @BeforeEach
    void open() throws IOException {
        directory = PipeDirectory.open(root.resolve("pipes"));
        holding = new Holding(port, directory);
    }

    @Test
    void nobodyHoldsWhereThereIsNothingToHold() {
        holding.renew(List.of());
        assertThat(port.held).isEmpty();
    }

    @Test
    void oneHolderTakesOnePipeAfterTheOther() {
        holding.add(3, () -> List.of(3));
        holding.add(4, () -> List.of(3, 4));
        assertThat(port.held).containsExactly(List.of(3, 4));
        assertThat(directory.holder()).contains(new ProcessIdentity(1001, 1, "boot"));
    }

    @Test
    void aHolderThatIsFullIsReplacedByOneWithWhatIsOfUse() {
        port.holderTakes = 2;
        holding.add(3, () -> List.of(3));
        holding.add(4, () -> List.of(3, 4));
        holding.add(5, () -> List.of(4, 5));
        assertThat(port.held).containsExactly(List.of(3, 4), List.of(4, 5));
        assertThat(port.endedHolders).containsExactly(new ProcessIdentity(1001, 1, "boot"));
    }

    @Test
    void theHolderOfAnEarlierDaemonEndsOnceTheNewOneHasAll() {
        directory.holder(new ProcessIdentity(77, 5, "boot"));
        holding.renew(List.of(8, 9));
        assertThat(port.held).containsExactly(List.of(8, 9));
        assertThat(port.endedHolders).containsExactly(new ProcessIdentity(77, 5, "boot"));
    }

    @Test
    void theOldHolderStaysWhereTheNewOneCannotTakeAll() {
        directory.holder(new ProcessIdentity(77, 5, "boot"));
        port.holderTakes = 1;
        holding.renew(List.of(8, 9));
        assertThat(port.endedHolders).doesNotContain(new ProcessIdentity(77, 5, "boot"));
        assertThat(directory.holder()).contains(new ProcessIdentity(77, 5, "boot"));
    }
}
