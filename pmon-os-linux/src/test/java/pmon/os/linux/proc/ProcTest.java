package pmon.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ProcTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    private static Set<Integer> set(Pids pids) {
        var set = new HashSet<Integer>();
        for (int i = 0; i < pids.size(); i++) {
            set.add(pids.get(i));
        }
        return set;
    }

    @Test
    void childrenAreTheSameWithAndWithoutTheKernelsList() throws IOException, InterruptedException {
        var children = new HashSet<Process>();
        for (int i = 0; i < 20; i++) {
            children.add(new ProcessBuilder("/bin/cat").start());
        }
        Set<Integer> pids = new HashSet<>();
        children.forEach(child -> pids.add((int) child.pid()));
        assertThat(set(Proc.children(SELF))).containsAll(pids);
        assertThat(set(Proc.childrenByScan(SELF))).containsAll(pids);
        for (Process child : children) {
            child.getOutputStream().close();
            assertThat(child.waitFor()).isZero();
        }
    }

    @Test
    void longListsAreReadWhole() {
        // More than fits into one read: every process of the machine once, and this one among them.
        assertThat(set(Proc.all())).contains(1, SELF);
    }

    @Test
    void variableIsFoundWholeInALargeEnvironment() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/cat");
        builder.environment().clear();
        for (int i = 0; i < 200; i++) {
            builder.environment().put("FILLER_" + i, "x".repeat(i));
        }
        builder.environment().put("XWANTED", "no");
        builder.environment().put("WANTED", "yes=1");
        builder.environment().put("WANTEDX", "no");
        Process child = builder.start();
        int pid = (int) child.pid();
        assertThat(Proc.environmentVariable(pid, "WANTED")).contains("yes=1");
        assertThat(Proc.environmentVariable(pid, "WANTE")).isEmpty();
        assertThat(Proc.environmentVariable(pid, "FILLER_199")).contains("x".repeat(199));
        child.getOutputStream().close();
        assertThat(child.waitFor()).isZero();
    }

    @Test
    void realUidIsRead() {
        assertThat(Proc.realUid(1)).isZero();
        assertThat(Proc.realUid(SELF)).isNotNegative();
    }

    @Test
    void processThatIsNotThereIsAbsent() {
        int none = Integer.MAX_VALUE;
        assertThat(Proc.stat(none)).isEmpty();
        assertThat(Proc.children(none).size()).isZero();
        assertThat(Proc.realUid(none)).isEqualTo(-1);
        assertThat(Proc.environmentVariable(none, "PATH")).isEmpty();
    }
}
