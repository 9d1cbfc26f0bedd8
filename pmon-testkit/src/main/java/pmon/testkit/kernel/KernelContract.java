package pmon.testkit.kernel;

import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.kernel.KernelSettings;

/**
 * What holds for every kernel port. A provider's test class extends it and says which provider, and what it lacks. Needs a POSIX shell
 * and the usual commands.
 */
@Timeout(120)
public abstract class KernelContract
        implements SpawnContract,
                RefusalContract,
                EventContract,
                TreeContract,
                KillModeContract,
                AdoptionContract,
                LookupContract,
                ErrandContract,
                CaptureContract {
    /** A directory that exists and is empty. */
    @TempDir
    protected Path directory = Path.of("set by JUnit");

    /** No other test's, so that no process of another is taken for one of this. */
    private final String mark = UUID.randomUUID().toString();

    private @Nullable KernelBench bench;

    /** The provider under test. */
    protected abstract KernelProvider provider();

    @Override
    public Set<Capability> lacks() {
        return Set.of();
    }

    @Override
    public String mark() {
        return mark;
    }

    @Override
    public KernelBench bench() {
        return Objects.requireNonNull(bench, "opened before each test");
    }

    @BeforeEach
    void open() {
        bench = new KernelBench(provider().open(new KernelSettings(mark, OptionalLong.empty())), directory);
    }

    @AfterEach
    void close() {
        bench().close();
    }
}
