package pmon.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.MonitorSpec;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.supervisor.Defaults;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Recovered;
import pmon.testkit.kernel.FakeMachine;

/** Each invariant notices the mistake that it is there for: a simulation that cannot fail proves nothing. */
class FlawTest {
    /** Schedules within which a mistake has to be noticed. */
    private static final int SCHEDULES = 20_000;

    @Test
    void aProgramThatIsStartedTwice() {
        assertNoticed("two live instances", new Flaw() {
            @Override
            void spawned(FakeMachine machine, Effect.Spawn spawn) {
                machine.mains().stream()
                        .filter(main -> main.key().equals(spawn.key()))
                        .findFirst()
                        .ifPresent(machine::fork);
            }
        });
    }

    @Test
    void aTakeoverThatFindsNothing() {
        assertNoticed("unknown to the table", new Flaw() {
            @Override
            boolean adopts() {
                return false;
            }
        });
    }

    @Test
    void aJournalThatSaysDurableTooEarly() {
        assertNoticed("acknowledged and lost", new Flaw() {
            @Override
            boolean durable(boolean truth) {
                return true;
            }
        });
    }

    @Test
    void anOrderThatIsTheWrongWayRound() {
        assertNoticed("before", new Flaw() {
            @Override
            boolean backwards() {
                return true;
            }
        });
    }

    @Test
    void aStopThatAsksEverybodyAtOnce() {
        Set<ChildKey> live = new LinkedHashSet<>();
        assertNoticed("is asked to end before", new Flaw() {
            @Override
            List<Effect> effects(Input input, List<Effect> decided) {
                if (input instanceof Input.Boot) {
                    live.clear();
                }
                List<Effect> done = new ArrayList<>();
                for (Effect effect : decided) {
                    done.add(effect);
                    if (effect instanceof Effect.Spawn spawn) {
                        live.add(spawn.key());
                    }
                    if (effect instanceof Effect.SignalTree(ChildKey key, Signal signal) && signal == Signal.TERM) {
                        live.remove(key);
                        live.forEach(other -> done.add(new Effect.SignalTree(other, signal)));
                        live.clear();
                    }
                }
                return done;
            }
        });
    }

    @Test
    void aDependentThatIsLeftAlone() {
        assertNoticed("keeps running though", new Flaw() {
            @Override
            List<Effect> effects(Input input, List<Effect> decided) {
                return decided.stream()
                        .filter(effect -> !(input instanceof Input.ChildExited exited)
                                || !(effect instanceof Effect.SignalTree signal)
                                || signal.key().equals(exited.key()))
                        .toList();
            }
        });
    }

    @Test
    void aDependentThatIsLeftAloneByTheNextDaemon() {
        assertNoticed("keeps running though", new Flaw() {
            @Override
            List<Effect> effects(Input input, List<Effect> decided) {
                return decided.stream()
                        .filter(effect ->
                                !(input instanceof Input.AdoptionEnded) || !(effect instanceof Effect.SignalTree))
                        .toList();
            }
        });
    }

    @Test
    void aDependentWhoseEndIsTakenForDoneAsSoonAsItIsAskedFor() {
        assertNoticed("is started again before", new Flaw() {
            @Override
            List<Input> imagines(Input cause, Effect effect) {
                return cause instanceof Input.ChildExited && effect instanceof Effect.SignalTree signal
                        ? List.of(new Input.ChildExited(signal.key(), new ExitStatus.Exited(0, Instant.EPOCH), true))
                        : List.of();
            }
        });
    }

    @Test
    void aDaemonThatKnowsNothingOfWhatTheLastHadBegun() {
        assertNoticed("carried out twice", new Flaw() {
            @Override
            Recovered recovered(Recovered truth) {
                return new Recovered(truth.records(), truth.nextId(), truth.lastSeq(), truth.groups());
            }
        });
    }

    @Test
    void aRestartThatDoesNotWait() {
        Defaults standard = Defaults.STANDARD;
        assertNoticed("too soon", new Flaw() {
            @Override
            Defaults defaults() {
                return new Defaults(
                        standard.minUptime(),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        standard.stopSignal(),
                        standard.stopTimeout(),
                        standard.startGrace(),
                        standard.flaps(),
                        standard.dependentDelay(),
                        standard.readyTimeout(),
                        standard.programsPerUser());
            }
        });
    }

    @Test
    void aSignalForWhoeverHasThePid() {
        assertNoticed("a signal for somebody else's", new Flaw() {
            @Override
            void signalling(FakeMachine machine, Effect.SignalTree signal) {
                machine.strayed(signal.signal());
            }
        });
    }

    @Test
    void aStopThatLeavesTheRestOfTheTree() {
        assertNoticed("is at rest, and there are", new Flaw() {
            @Override
            boolean believes() {
                return true;
            }
        });
    }

    @Test
    void aRequestThatIsNotAnswered() {
        assertNoticed(
                "not answered",
                instead(effect -> effect instanceof Effect.Reply reply && reply.operation() % 5 == 0
                        ? List.of()
                        : List.of(effect)));
    }

    @Test
    void aProgramThatIsNeverKilled() {
        assertNoticed(
                "not ",
                instead(effect -> effect instanceof Effect.SignalTree signal && signal.signal() == Signal.KILL
                        ? List.of()
                        : List.of(effect)));
    }

    @Test
    void aProgramThatIsBelievedToBeWell() {
        assertNoticed("lives on though", believing(MonitorSpec.Role.ALIVE));
    }

    @Test
    void aProgramThatDoesNotWorkAndIsNotEnded() {
        assertNoticed("lives on though", new Flaw() {
            @Override
            List<Effect> effects(Input input, List<Effect> decided) {
                return decided.stream()
                        .filter(effect -> !(input instanceof Input.Checked) || !(effect instanceof Effect.SignalTree))
                        .toList();
            }
        });
    }

    @Test
    void aProgramThatIsBelievedToBeReady() {
        assertNoticed("is started before", believing(MonitorSpec.Role.READY));
    }

    @Test
    void aPrologueThatIsBelievedToHold() {
        assertNoticed("its prologue does not hold", believing(MonitorSpec.Role.PROLOGUE));
    }

    @Test
    void aTaskThatIsTakenForDoneAsSoonAsItIsBegun() {
        assertNoticed("was not run before", new Flaw() {
            @Override
            List<Input> imagines(Input cause, Effect effect) {
                return cause instanceof Input.Spawned spawned && effect instanceof Effect.Append
                        ? List.of(new Input.ChildExited(spawned.key(), new ExitStatus.Exited(0, Instant.EPOCH), true))
                        : List.of();
            }
        });
    }

    @Test
    void aDaemonThatDoesNotEndWithItsLastTask() {
        assertNoticed(
                "has not ended with its last task",
                instead(effect -> effect instanceof Effect.Finish ? List.of() : List.of(effect)));
    }

    @Test
    void aCheckThatIsBegunWhileTheOneBeforeIsUnderWay() {
        assertNoticed(
                "checked twice at once",
                instead(effect -> effect instanceof Effect.Check ? List.of(effect, effect) : List.of(effect)));
    }

    @Test
    void checksThatDoNotEndWithTheirInstance() {
        assertNoticed(
                "checks go on", instead(effect -> effect instanceof Effect.EndChecks ? List.of() : List.of(effect)));
    }

    @Test
    void aChangeWithoutAnEvent() {
        assertNoticed(
                "without an event",
                instead(effect -> effect instanceof Effect.Append append
                        ? List.of(new Effect.Append(append.ticket(), withoutStops(append.entries())))
                        : List.of(effect)));
    }

    private static List<Entry> withoutStops(List<Entry> entries) {
        List<Entry> others = new ArrayList<>();
        long missing = 0;
        for (Entry entry : entries) {
            boolean stop =
                    entry instanceof Entry.Happened happened && happened.event().type() == ProcessEvent.Type.STOPPED;
            missing += stop ? 1 : 0;
            if (!stop) {
                others.add(entry);
            }
        }
        return missing == entries.size() ? List.of() : others;
    }

    /** Nothing that checks of a role find is heard, but that all is well. */
    private static Flaw believing(MonitorSpec.Role role) {
        return new Flaw() {
            @Override
            CheckResult heard(MonitorSpec monitor, CheckResult truth) {
                return monitor.role() == role ? CheckResult.PASSED : truth;
            }
        };
    }

    private static Flaw instead(Function<Effect, List<Effect>> change) {
        return new Flaw() {
            @Override
            List<Effect> effects(Input input, List<Effect> decided) {
                List<Effect> done = new ArrayList<>();
                decided.forEach(effect -> done.addAll(change.apply(effect)));
                return done;
            }
        };
    }

    /** By this invariant: others may notice it too, and be the first to in some schedules. */
    private static void assertNoticed(String words, Flaw flaw) {
        String others = "nothing";
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                Simulation.run(Schedule.of(seed), flaw);
            } catch (AssertionError e) {
                String message = String.valueOf(e.getMessage());
                assertThat(message).contains("seed ", "shrunk to");
                if (message.contains(words)) {
                    return;
                }
                others = message;
            }
        }
        fail("\"%s\" was not noticed within %s schedules; there was: %s", words, SCHEDULES, others);
    }
}
