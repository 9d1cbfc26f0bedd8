package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The programs of pmon3's test of dependencies: 1 needs 2, 2 needs 3 and 4, 4 needs 3, and 5 stands alone. */
class Pmon3DependenciesIT {
    private static final String FIVE = """
            {"file": "../app", "name": "server-1", "dependencies": ["server-2"]},
            {"file": "../app", "name": "server-2", "dependencies": ["server-3", "server-4"]},
            {"file": "../app", "name": "server-3"},
            {"file": "../app", "name": "server-4", "dependencies": ["server-3"]},
            {"file": "../app", "name": "server-5"}
            """;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void programsAreStartedInOrderAndStoppedInTheOpposite() throws Exception {
        home.script("app", "exec sleep 1000");
        home.processes("{\"processes\": [" + FIVE + "]}");
        home.startDaemon();
        Await.until(
                "all five run",
                () -> home.statuses().stream()
                                .filter(line -> line.endsWith(" running"))
                                .count()
                        == 5);
        assertThat(names(home.json("ls")))
                .as("ids follow the order of the first start")
                .containsExactly("server-3", "server-4", "server-2", "server-1", "server-5");
        assertThat(order("started")).containsSubsequence("server-3", "server-4", "server-2", "server-1");

        JsonNode graph = home.json("dgraph");
        assertThat(texts(graph.get("queue_order")))
                .containsExactly("server-3", "server-4", "server-2", "server-1", "server-5");
        assertThat(texts(graph.get("dependency_order")))
                .containsExactly("server-3", "server-4", "server-2", "server-1");
        assertThat(graph.get("problems")).isEmpty();

        home.pmon("kill").succeeds();
        assertThat(order("stopped")).containsSubsequence("server-1", "server-2", "server-4", "server-3");

        home.pmon("init").succeeds();
        List<Long> running = home.pids();
        home.processes("{\"processes\": [" + FIVE + """
                , {"file": "../app", "name": "server-6", "dependencies": ["server-7"]},
                  {"file": "../app", "name": "server-7"}]}
                """);
        assertThat(texts(home.json("init", "--dry-run").get("added")))
                .containsExactlyInAnyOrder("server-6", "server-7");
        assertThat(texts(home.json("order", "-c").get("dependency_order"))).containsSubsequence("server-7", "server-6");
        home.pmon("init").succeeds();
        assertThat(home.pids()).as("what ran was left alone").startsWith(running.toArray(Long[]::new));
        assertThat(names(home.json("ls")).subList(5, 7)).containsExactly("server-7", "server-6");
    }

    private List<String> order(String type) throws Exception {
        List<String> order = new ArrayList<>();
        home.pmon("events", "--after", "0", "--no-follow", "--json")
                .succeeds()
                .out()
                .lines()
                .map(Answer::parse)
                .filter(event -> event.get("type").asString().equals(type))
                .forEach(event -> order.add(event.get("process").asString()));
        return order;
    }

    private static List<String> names(JsonNode programs) {
        List<String> names = new ArrayList<>();
        programs.forEach(program -> names.add(program.get("name").asString()));
        return names;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
