package pmon.monitors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class NotifyMonitorTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new NotifyMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("status", "serving");
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("status", "primary");
    }

    @Test
    void saysWhatItsStatusIs() throws Exception {
        assertThat(check(failing()))
                .isEqualTo(new CheckResult.Failed("its status is \"serving\", without \"primary\""));
    }

    @Test
    void hearsFromTheBeginning() {
        assertThat(provider().sources()).isEqualTo(Set.of(MonitorProvider.Source.NOTICES));
    }
}
