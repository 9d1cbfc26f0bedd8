package pmon.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class StartOrderTest {
    private final SequencedMap<String, List<String>> programs = new LinkedHashMap<>();

    @Test
    void whatIsDependedOnComesFirstAndTheIndependentLast() {
        add("1", "2").add("2", "3", "4").add("3").add("4", "3").add("5");
        StartOrder order = StartOrder.of(programs);
        assertThat(order.all()).containsExactly("3", "4", "2", "1", "5");
        assertThat(order.linked()).containsExactly("3", "4", "2", "1");
        assertThat(order.dependencies("2")).containsExactly("3", "4");
        assertThat(order.problems()).isEmpty();
    }

    @Test
    void theGivenOrderDecidesWhereDependenciesDoNot() {
        add("z").add("b", "x").add("a", "x").add("x").add("m");
        assertThat(StartOrder.of(programs).all()).containsExactly("x", "b", "a", "z", "m");
    }

    @Test
    void withoutDependenciesTheOrderIsAsGiven() {
        add("b").add("a");
        StartOrder order = StartOrder.of(programs);
        assertThat(order.all()).containsExactly("b", "a");
        assertThat(order.linked()).isEmpty();
    }

    @Test
    void anUnknownNameIsToldAndNotWaitedFor() {
        add("web", "db", "cache").add("cache");
        StartOrder order = StartOrder.of(programs);
        assertThat(order.all()).containsExactly("cache", "web");
        assertThat(order.problems()).containsExactly("web depends on db, which is not known: it does not wait for it");
        assertThat(order.problems("web")).isEqualTo(order.problems());
        assertThat(order.problems("cache")).isEmpty();
    }

    @Test
    void aCycleIsToldWithItsShortestPathAndTheRestKeepsItsOrder() {
        add("d", "c").add("a", "b").add("b", "c").add("c", "b", "a", "e").add("e");
        StartOrder order = StartOrder.of(programs);
        assertThat(order.problems()).containsExactly("dependency cycle a → b → c → a: nobody in it waits for another");
        assertThat(order.all()).containsExactly("a", "b", "e", "c", "d");
        assertThat(order.dependencies("a")).isEmpty();
        assertThat(order.dependencies("c")).containsExactly("e");
        assertThat(order.dependencies("d")).containsExactly("c");
        assertThat(order.problems("b")).isEqualTo(order.problems());
        assertThat(order.problems("d")).isEmpty();
    }

    @Test
    void oneThatDependsOnItselfIsACycle() {
        add("a", "a");
        StartOrder order = StartOrder.of(programs);
        assertThat(order.all()).containsExactly("a");
        assertThat(order.problems()).containsExactly("dependency cycle a → a: nobody in it waits for another");
    }

    @Test
    void separateCyclesAreToldSeparately() {
        add("x", "y").add("y", "x").add("a", "b").add("b", "a");
        assertThat(StartOrder.of(programs).problems())
                .containsExactly(
                        "dependency cycle x → y → x: nobody in it waits for another",
                        "dependency cycle a → b → a: nobody in it waits for another");
    }

    @Test
    void aDependencyNamedTwiceCountsOnce() {
        add("web", "db", "db").add("db");
        assertThat(StartOrder.of(programs).dependencies("web")).containsExactly("db");
    }

    private StartOrderTest add(String name, String... dependencies) {
        programs.put(name, List.of(dependencies));
        return this;
    }
}
