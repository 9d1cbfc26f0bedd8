package pmon.daemon.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.process.Signal;
import pmon.core.supervisor.Snapshot;

class DirectorTest {
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Set<Signal> specials = EnumSet.noneOf(Signal.class);

    private final Director.Crew crew = new Director.Crew() {
        @Override
        public boolean special(Signal signal) {
            return specials.contains(signal);
        }

        @Override
        public void stop() {
            done.add("stop");
        }

        @Override
        public void kill() {
            done.add("kill");
        }

        @Override
        public void forward(Signal signal) {
            done.add("forward " + signal);
        }

        @Override
        public void later(Duration delay, Runnable action) {
            done.add("later " + delay);
            later.add(action);
        }
    };

    private Director director(boolean onTerminal) {
        return new Director(crew, line -> {}, new Verdict(null), Duration.ofSeconds(8), onTerminal);
    }

    @Test
    void stopsOnceAndKillsWhenAskedAgain() {
        Director director = director(true);
        director.key('x');
        director.key('q');
        director.signal(Signal.TERM);
        assertThat(done).containsExactly("later PT8S", "stop");
        director.signal(Signal.INT);
        director.signal(Signal.INT);
        assertThat(done).containsExactly("later PT8S", "stop", "kill");
    }

    @Test
    void killsWhatIsLeftAfterTheTimeGiven() {
        director(false).signal(Signal.TERM);
        later.getFirst().run();
        assertThat(done).containsExactly("later PT8S", "stop", "kill");
    }

    @Test
    void passesOnWhatItHasNoUseFor() {
        Director director = director(false);
        director.signal(Signal.HUP);
        director.signal(Signal.USR1);
        assertThat(done).containsExactly("forward HUP", "forward USR1");
    }

    @Test
    void endsWithItsTerminal() {
        director(true).signal(Signal.HUP);
        assertThat(done).contains("stop");
    }

    @Test
    void leavesSignalsToTheirTasks() {
        specials.add(Signal.INT);
        director(true).signal(Signal.INT);
        assertThat(done).isEmpty();
    }

    @Test
    void endsWithTheLastProgram() {
        director(true).look(Snapshot.EMPTY);
        assertThat(done).containsExactly("later PT8S", "stop");
    }
}
