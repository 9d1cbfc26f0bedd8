package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.ProcessSpec;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Targets;

/** Whoever is restarted because of some waits for these, and for nobody else. */
final class FollowingTest {
    private final Desk desk = new Desk();

    @Test
    void doesNotWaitForWhatWasStoppedBefore() {
        desk.running("cache");
        desk.running("db");
        desk.running(behind("app", "cache", "db"));
        stopAlone("cache");
        desk.isKilled("db");
        desk.exits("app", 0);
        assertThat(desk.spawnOrder()).endsWith("db", "app");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void theStartThatItWasWaitedForWithIsAnsweredAsWell() {
        desk.running("cache");
        stopAlone("cache");
        desk.commitsAtOnce = false;
        desk.exec("db");
        long started = desk.exec(behind("app", "cache", "db"));
        desk.restart("db");
        desk.commitsAtOnce = true;
        desk.commit();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(started)).isTrue();
    }

    @Test
    void waitsForOneThatIsAboutToEndThoughItStillRuns() {
        desk.running("db");
        desk.refuseNext("no memory");
        desk.exec("cache");
        desk.exec(behind("app", "cache", "db"));
        desk.restart("db");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.status("cache")).isEqualTo("running");
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.exits("db", 0);
        assertThat(desk.spawnOrder()).endsWith("cache", "db", "app");
    }

    @Test
    void looksBackNoMoreOnceItHasComeBack() {
        desk.running("db");
        desk.running(behind("app", "db"));
        desk.running(behind("web", "app"));
        desk.isKilled("db");
        desk.exits("web", 0);
        desk.exits("app", 0);
        assertThat(desk.spawnOrder()).endsWith("db", "app", "web");
        stopAlone("db");
        desk.isKilled("app");
        desk.exits("web", 0);
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void waitsForEachOfSeveralThatDied() {
        desk.running(Specs.once(Specs.spec("cache")));
        desk.running("db");
        desk.running(behind("app", "cache", "db"));
        desk.isKilled("cache");
        desk.isKilled("db");
        desk.exits("app", 0);
        assertThat(desk.status("db")).isEqualTo("running");
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.start("cache");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    private void stopAlone(String name) {
        desk.ask(new Change.Stop(Targets.of(name), false, true, Completion.UNTIL_DONE));
        desk.exits(name, 0);
    }

    private static ProcessSpec behind(String name, String... dependencies) {
        DependencyTerms terms = new DependencyTerms(Condition.READY, OnFailure.RESTART);
        Map<String, DependencyTerms> each = new HashMap<>();
        List.of(dependencies).forEach(dependency -> each.put(dependency, terms));
        return Specs.after(Specs.spec(name), dependencies).withTask(new TaskSettings(List.of(), null, each));
    }
}
