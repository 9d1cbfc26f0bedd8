package pmon.daemon.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.Usage;
import pmon.daemon.fixture.Programs;
import pmon.daemon.view.UsageSampler.Reading;

class UsageSamplerTest {
    private static final ProcessIdentity WEB = Programs.identity(1);

    private long nanos = 17;
    private Optional<Usage> usage = Optional.of(new Usage(0, 100));
    private int looks;
    private final UsageSampler sampler = new UsageSampler(
            _ -> {
                looks++;
                return usage;
            },
            () -> nanos);

    @Test
    void firstLookHasMemoryButNoProcessorUse() {
        assertThat(sampler.read(WEB)).isEqualTo(new Reading(null, 100L));
    }

    @Test
    void processorUseIsOfOneCoreBetweenTwoLooks() {
        var _ = sampler.read(WEB);
        pass(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(sampler.read(WEB).cpuPercent()).isEqualTo(150.0);
    }

    @Test
    void looksCloserThanASecondShowTheLastValueAndFreshMemory() {
        var _ = sampler.read(WEB);
        pass(Duration.ofSeconds(1), Duration.ofMillis(500));
        assertThat(sampler.read(WEB).cpuPercent()).isEqualTo(50.0);
        pass(Duration.ofMillis(900), Duration.ZERO);
        usage = usage.map(now -> new Usage(now.cpuNanos(), 200));
        assertThat(sampler.read(WEB)).isEqualTo(new Reading(50.0, 200L));
        pass(Duration.ofMillis(100), Duration.ZERO);
        assertThat(sampler.read(WEB).cpuPercent()).isZero();
    }

    @Test
    void manyLooksAtOnceCostOne() {
        for (int i = 0; i < 50; i++) {
            var _ = sampler.read(WEB);
        }
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void aProcessThatIsGoneIsForgotten() {
        var _ = sampler.read(WEB);
        pass(Duration.ofSeconds(1), Duration.ZERO);
        usage = Optional.empty();
        assertThat(sampler.read(WEB)).isEqualTo(Reading.NOTHING);
        assertThat(sampler.remembered()).isZero();
    }

    @Test
    void aSuccessorWithTheSamePidStartsAfresh() {
        var _ = sampler.read(WEB);
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        var successor = new ProcessIdentity(WEB.pid(), WEB.startTicks() + 1, WEB.bootId());
        assertThat(sampler.read(successor).cpuPercent()).isNull();
    }

    private void pass(Duration time, Duration cpu) {
        nanos += time.toNanos();
        usage = usage.map(now -> new Usage(now.cpuNanos() + cpu.toNanos(), now.memoryBytes()));
    }
}
