package pmon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.cli.FakeClient;

/** {@code dgraph}, {@code export}, {@code config}, {@code import}: what they ask and show. */
class ConfigurationTest {
    /** 1→2→{3,4}, 4→3, 5 alone. */
    private static final Response.StartOrder ORDER = new Response.StartOrder(
            List.of("3", "4", "2", "1", "5"),
            List.of("3", "4", "2", "1"),
            Map.of("1", List.of("2"), "2", List.of("3", "4"), "4", List.of("3")),
            List.of());

    private static final Response.Settings SETTINGS = new Response.Settings(List.of(
            new Response.SettingView("log_level", "info", "default"),
            new Response.SettingView("permissions.user", "", "default")));

    private static Shell run(Response answer, String... line) {
        return Shell.run(FakeClient.answering(answer), line);
    }

    @Test
    void theOrderIsListedAndDrawnAsATree() {
        Shell shell = run(ORDER, "dgraph");
        assertThat(shell.request()).isEqualTo(new Request.ShowDependencies(false));
        assertThat(shell.out()).isEqualTo("""
                        Queue Order
                          1. 3
                          2. 4
                          3. 2
                          4. 1
                          5. 5
                        Dependency Graph Order
                          1. 3
                          2. 4
                          3. 2
                          4. 1
                        Dependencies
                          1
                          └─ 2
                             ├─ 3
                             └─ 4
                                └─ 3
                        """);
        assertThat(run(ORDER, "order", "-c").request()).isEqualTo(new Request.ShowDependencies(true));
    }

    @Test
    void settingsOfADaemonWhoseFileIsBrokenAreNotShownWithoutAWord() {
        Response.Daemon daemon =
                new Response.Daemon(42, "1.0", 1, "unix:/run/x", 0, List.of("/etc/config.yml is broken"));
        Shell shell = Shell.run(FakeClient.answering(SETTINGS, daemon), "config");
        assertThat(shell.out()).startsWith("log_level ");
        assertThat(shell.error()).isEqualTo("pmon: /etc/config.yml is broken\n");
        assertThat(Shell.run(FakeClient.answering(SETTINGS, daemon), "config", "--json")
                        .error())
                .isEmpty();
    }

    @Test
    void aCycleIsDrawnOnceAndTold() {
        Response.StartOrder cycle = new Response.StartOrder(
                List.of("c"),
                List.of(),
                Map.of("a", List.of("b"), "b", List.of("a")),
                List.of("a depends on itself: a → b → a"));
        assertThat(run(cycle, "dgraph").out()).isEqualTo("""
                        Queue Order
                          1. c
                        Dependency Graph Order
                          (none)
                        Dependencies
                          a
                          └─ b
                             └─ a (above)
                        Problems
                          a depends on itself: a → b → a
                        """);
    }

    @Test
    void theOrderIsJsonAndDotToo() {
        assertThat(run(ORDER, "dgraph", "--json").out())
                .isEqualTo("{\"queue_order\":[\"3\",\"4\",\"2\",\"1\",\"5\"],"
                        + "\"dependency_order\":[\"3\",\"4\",\"2\",\"1\"],\"problems\":[]}\n");
        assertThat(run(ORDER, "dgraph", "--dot").out())
                .startsWith("digraph pmon {\n    \"3\";\n")
                .contains("    \"5\";\n", "    \"2\" -> \"3\";\n    \"2\" -> \"4\";\n    \"1\" -> \"2\";\n")
                .endsWith("}\n");
    }

    @Test
    void anExportIsPrintedAsItIs() {
        Response.Text text = new Response.Text("processes: []\n");
        Shell shell = run(text, "export", "yaml", "-o", "name");
        assertThat(shell.request()).isEqualTo(new Request.Export("yaml", "name"));
        assertThat(shell.out()).isEqualTo("processes: []\n");
        assertThat(run(text, "export").request()).isEqualTo(new Request.Export("json", "id"));
        assertThat(run(text, "export", "--json").request()).isEqualTo(new Request.Export("json", "id"));
        assertThat(run(new Response.Text("{}"), "export").out()).isEqualTo("{}\n");
    }

    @Test
    void settingsAreShownWithTheirSource() {
        assertThat(run(SETTINGS, "config").out()).isEqualTo("""
                        log_level         info  default
                        permissions.user        default
                        """);
        assertThat(run(SETTINGS, "config", "--json").out())
                .startsWith("[\n{\"key\":\"log_level\",\"value\":\"info\",\"source\":\"default\"},\n");
    }

    @Test
    void withoutADaemonPmondTellsTheSettings() {
        FakeClient client = FakeClient.answering(SETTINGS);
        client.running = false;
        assertThat(Shell.run(client, "config").code()).isZero();
        client.programExitCode = 2;
        Shell failed = Shell.run(client, "config", "--json");
        assertThat(failed.code()).isEqualTo(2);
        assertThat(failed.out() + failed.error()).isEmpty();
        assertThat(client.programRuns).containsExactly(List.of("--print-config"), List.of("--print-config", "--json"));
    }

    @Test
    void otherFailuresOfTheDaemonAreTold() {
        Shell shell = run(new Response.Failed(ErrorCode.BUSY, "try again"), "config");
        assertThat(shell.code()).isEqualTo(1);
        assertThat(shell.error()).isEqualTo("pmon: try again\n");
        assertThat(shell.client().programRuns).isEmpty();
    }

    @Test
    void filesAreCheckedByPmondAndItsExitCodeIsPassedOn() {
        FakeClient client = FakeClient.answering(new Response.Done());
        client.programExitCode = 2;
        Shell shell = Shell.run(client, "config", "--check", "my config.yml");
        assertThat(shell.code()).isEqualTo(2);
        assertThat(client.requests).isEmpty();
        assertThat(client.programRuns).containsExactly(List.of("--check-config", "/home/joe/my config.yml"));
    }

    @Test
    void pmondImports() {
        FakeClient client = FakeClient.answering(new Response.Done());
        assertThat(Shell.run(client, "import", "pmon3", "/old/data.db", "config.yml", "--dry-run", "--json")
                        .code())
                .isZero();
        assertThat(Shell.run(client, "import", "pmon3", "--output", "new.yaml").code())
                .isZero();
        assertThat(Shell.run(client, "import", "supervisor", "my.conf", "-o", "new.yaml")
                        .code())
                .isZero();
        assertThat(client.programRuns)
                .containsExactly(
                        List.of("--import-pmon3", "/old/data.db", "/home/joe/config.yml", "--dry-run", "--json"),
                        List.of("--import-pmon3", "--output", "/home/joe/new.yaml"),
                        List.of("--import", "supervisor", "/home/joe/my.conf", "--output", "/home/joe/new.yaml"));
        assertThat(client.requests).isEmpty();
    }

    @Test
    void pmondCopiesStores() {
        FakeClient client = FakeClient.answering(new Response.Done());
        assertThat(Shell.run(client, "store", "copy", "--from", "sqlite", "--to", "h2", "--replace")
                        .code())
                .isZero();
        assertThat(client.programRuns).containsExactly(List.of("--copy-store", "sqlite", "h2", "--replace"));
        Shell shell = Shell.run(client, "store", "copy", "--from", "sqlite");
        assertThat(shell.code()).isEqualTo(2);
        assertThat(shell.error()).contains("store copy needs --from and --to");
    }

    @Test
    void formsOfOneAnswerExcludeEachOther() {
        for (List<String> line : List.of(List.of("dgraph", "--dot", "--json"), List.of("export", "toml", "--json"))) {
            Shell shell = run(new Response.Done(), line.toArray(String[]::new));
            assertThat(shell.code()).isEqualTo(2);
            assertThat(shell.out()).contains("exclude each other");
        }
    }
}
