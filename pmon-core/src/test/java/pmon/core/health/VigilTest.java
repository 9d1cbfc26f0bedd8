package pmon.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.Health;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.health.Vigil.News;
import pmon.core.time.Moment;

final class VigilTest {
    private static final Check CHECK = new Check.Single("tcp", Map.of());
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Moment now = new Moment(Instant.parse("2026-01-01T00:00:00Z"), Long.MAX_VALUE - 5);

    @Test
    void becomesReadyOnceEveryMonitorOfReadinessPassed() {
        Vigil vigil = vigil(new MonitorSpec("one", Role.READY, CHECK), new MonitorSpec("two", Role.READY, CHECK));
        assertThat(due(vigil)).containsExactly("one", "two");
        assertThat(passes(vigil, "one")).isEqualTo(News.NONE);
        assertThat(vigil.ready()).isFalse();
        assertThat(vigil.health()).isEqualTo(Health.STARTING);
        assertThat(passes(vigil, "two")).isEqualTo(News.READY);
        assertThat(vigil.ready()).isTrue();
        assertThat(vigil.health()).isEqualTo(Health.HEALTHY);
        assertThat(vigil.due()).as("nothing is checked any more").isNull();
    }

    @Test
    void checksOfReadinessFollowEachOtherAfterTheirPeriod() {
        Vigil vigil = vigil(new MonitorSpec("one", Role.READY, CHECK));
        assertThat(due(vigil)).containsExactly("one");
        pass(Duration.ofMillis(700));
        assertThat(due(vigil)).as("while one is under way").isEmpty();
        assertThat(fails(vigil, "one")).isEqualTo(News.NONE);
        pass(Duration.ofMillis(99));
        assertThat(due(vigil)).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(due(vigil)).containsExactly("one");
    }

    @Test
    void hasToPassAsOftenInARowAsItIsToBeHealthyAfter() {
        Vigil vigil = vigil(spec("one", Role.READY, null, 0, 2, null));
        assertThat(passes(vigil, "one")).isEqualTo(News.NONE);
        assertThat(fails(vigil, "one")).isEqualTo(News.NONE);
        assertThat(passes(vigil, "one")).isEqualTo(News.NONE);
        assertThat(passes(vigil, "one")).isEqualTo(News.READY);
    }

    @Test
    void isAsGoodAsDeadWhenItIsNotReadyInTime() {
        Vigil vigil = vigil(new MonitorSpec("one", Role.READY, CHECK));
        assertThat(due(vigil)).containsExactly("one");
        fails(vigil, "one");
        pass(MINUTE.minusMillis(1));
        assertThat(vigil.look(now)).isEqualTo(News.NONE);
        pass(Duration.ofMillis(1));
        assertThat(vigil.look(now)).isEqualTo(News.UNHEALTHY);
        assertThat(vigil.verdict()).isEqualTo("unhealthy: not ready within 60 s: one: no answer");
        assertThat(due(vigil)).isEmpty();
        assertThat(passes(vigil, "one")).as("too late").isEqualTo(News.NONE);
        assertThat(vigil.health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void whetherItIsAliveIsCheckedOnceItIsReady() {
        Vigil vigil = vigil(new MonitorSpec("port", Role.READY, CHECK), new MonitorSpec("http", Role.ALIVE, CHECK));
        assertThat(due(vigil)).containsExactly("port");
        assertThat(passes(vigil, "port")).isEqualTo(News.READY);
        assertThat(vigil.health()).isEqualTo(Health.STARTING);
        assertThat(due(vigil)).containsExactly("http");
        assertThat(passes(vigil, "http")).isEqualTo(News.HEALTHY);
        assertThat(vigil.health()).isEqualTo(Health.HEALTHY);
        assertThat(passes(vigil, "http")).as("told once").isEqualTo(News.NONE);
    }

    @Test
    void isAsGoodAsDeadAfterSoManyFailuresInARow() {
        Vigil vigil = vigil(new MonitorSpec("http", Role.ALIVE, CHECK));
        assertThat(vigil.ready()).as("there is nothing to become").isTrue();
        passes(vigil, "http");
        fails(vigil, "http");
        fails(vigil, "http");
        assertThat(vigil.health()).isEqualTo(Health.HEALTHY);
        assertThat(vigil.complaints()).containsExactly("http: no answer (2 of 3)");
        passes(vigil, "http");
        assertThat(vigil.complaints()).isEmpty();
        fails(vigil, "http");
        fails(vigil, "http");
        assertThat(fails(vigil, "http")).isEqualTo(News.UNHEALTHY);
        assertThat(vigil.verdict()).isEqualTo("unhealthy: http: no answer");
    }

    @Test
    void waitsForTheInitialDelay() {
        Vigil vigil = vigil(spec("http", Role.ALIVE, Duration.ofSeconds(5), 0, 1, null));
        pass(Duration.ofMillis(4_999));
        assertThat(due(vigil)).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(due(vigil)).containsExactly("http");
    }

    @Test
    void jitterIsBoundedAndTheSameForTheSameInstance() {
        MonitorSpec jittery = spec("http", Role.ALIVE, null, 50, 1, null);
        Vigil one = new Vigil(List.of(jittery), 7, MINUTE, now);
        Vigil same = new Vigil(List.of(jittery), 7, MINUTE, now);
        Vigil other = new Vigil(List.of(jittery), 8, MINUTE, now);
        List.of(one, same, other).forEach(vigil -> passes(vigil, "http"));
        Duration wait = wait(one);
        assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(wait(same)).isEqualTo(wait);
        assertThat(wait(other)).isNotEqualTo(wait);
    }

    private Duration wait(Vigil vigil) {
        Moment due = vigil.due();
        assertThat(due).isNotNull();
        return due == null ? Duration.ZERO : due.since(now);
    }

    private Vigil vigil(MonitorSpec... monitors) {
        return new Vigil(List.of(monitors), 1, MINUTE, now);
    }

    private static MonitorSpec spec(
            String name,
            Role role,
            @Nullable Duration initialDelay,
            int jitter,
            int healthyAfter,
            @Nullable Integer unhealthyAfter) {
        return new MonitorSpec(name, role, CHECK, null, null, initialDelay, jitter, healthyAfter, unhealthyAfter);
    }

    private List<String> due(Vigil vigil) {
        return vigil.takeDue(now).stream().map(order -> order.monitor().name()).toList();
    }

    private News passes(Vigil vigil, String monitor) {
        return vigil.heard(monitor, CheckResult.PASSED, now);
    }

    private News fails(Vigil vigil, String monitor) {
        return vigil.heard(monitor, new CheckResult.Failed("no answer"), now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
