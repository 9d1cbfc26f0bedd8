package pmon.distribution.house;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may require whom. Nobody may require a provider ({@code os}, {@code ipc}, {@code store}): they are bound at run time,
 * by name, and an image can do without any one of them.
 */
final class ModuleGraph {
    private static final Map<String, Set<String>> MAY_REQUIRE = new TreeMap<>(Map.ofEntries(
            Map.entry("pmon.api", Set.of()),
            Map.entry("pmon.wire", Set.of("pmon.api", "tools.jackson.core")),
            Map.entry("pmon.core", Set.of("pmon.api", "com.cronutils", "org.jgrapht.core")),
            Map.entry("pmon.os.linux", Set.of("pmon.api")),
            Map.entry("pmon.os.portable", Set.of("pmon.api")),
            Map.entry("pmon.ipc.socket", Set.of("pmon.api", "jdk.net", "org.newsclub.net.unix")),
            Map.entry("pmon.ipc.tcp", Set.of("pmon.api")),
            Map.entry("pmon.monitors", Set.of("pmon.api", "java.net.http")),
            Map.entry("pmon.plugin.exec", Set.of("pmon.api")),
            Map.entry(
                    "pmon.plugin.metrics",
                    Set.of(
                            "pmon.api",
                            "io.prometheus.metrics.config",
                            "io.prometheus.metrics.model",
                            "io.prometheus.writer.text")),
            Map.entry("pmon.plugin.webhook", Set.of("pmon.api", "java.net.http")),
            Map.entry(
                    "pmon.ipc.chronicle",
                    Set.of("pmon.api", "chronicle.queue", "chronicle.bytes", "chronicle.core", "chronicle.wire")),
            Map.entry("pmon.store.jdbc", Set.of("pmon.api", "java.sql")),
            Map.entry("pmon.store.h2", Set.of("pmon.api", "pmon.store.jdbc", "java.sql", "com.h2database")),
            Map.entry("pmon.store.sqlite", Set.of("pmon.api", "pmon.store.jdbc", "java.sql", "org.xerial.sqlitejdbc")),
            Map.entry(
                    "pmon.daemon",
                    Set.of(
                            "pmon.api",
                            "pmon.core",
                            "pmon.wire",
                            "jdk.unsupported",
                            "tools.jackson.core",
                            "tools.jackson.databind",
                            "tools.jackson.dataformat.yaml",
                            "tools.jackson.dataformat.toml")),
            Map.entry("pmon.cli", Set.of("pmon.api", "pmon.wire", "info.picocli")),
            Map.entry("pmon.testkit", Set.of("pmon.api", "pmon.core", "org.junit.jupiter.api", "org.assertj.core"))));

    /** For every module, and for nothing but the compiler. */
    private static final Set<String> EVERYWHERE = Set.of("java.base", "org.jspecify");

    private ModuleGraph() {}

    static Set<String> modules() {
        return MAY_REQUIRE.keySet();
    }

    /** What a module requires and may not. A module that the table does not know may not exist. */
    static List<String> violations(ModuleDescriptor module) {
        Set<String> allowed = MAY_REQUIRE.get(module.name());
        if (allowed == null) {
            return List.of(module.name() + " is not in the table");
        }
        return module.requires().stream()
                .map(Requires::name)
                .filter(name -> !EVERYWHERE.contains(name) && !allowed.contains(name))
                .sorted()
                .map(name -> module.name() + " requires " + name)
                .toList();
    }
}
