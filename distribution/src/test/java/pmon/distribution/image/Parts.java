package pmon.distribution.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the image under test was put together from: properties of the build, which its profile chose. */
public final class Parts {
    /** Modules that not every image has, with the names of their properties. */
    static final Map<String, String> MODULES = new TreeMap<>(Map.of(
            "pmon.ipc.socket", "ipc-socket",
            "org.newsclub.net.unix", "ipc-socket",
            "pmon.ipc.chronicle", "ipc-chronicle",
            "chronicle.queue", "ipc-chronicle",
            "pmon.store.sqlite", "store-sqlite",
            "org.xerial.sqlitejdbc", "store-sqlite",
            "pmon.store.h2", "store-h2",
            "com.h2database", "store-h2"));

    private Parts() {}

    /** Whether a part, such as {@code store-h2}, is in the image. */
    public static boolean present(String part) {
        return "runtime".equals(System.getProperty("pmon.image." + part));
    }

    static List<String> modules() {
        return MODULES.keySet().stream()
                .filter(name -> present(MODULES.get(name)))
                .toList();
    }

    /** The names of the parts of a kind, such as {@code store}, as {@code pmon version} shows them. */
    static String names(String kind) {
        return String.join(
                ", ",
                MODULES.keySet().stream()
                        .filter(name -> name.startsWith("pmon." + kind + ".") && present(MODULES.get(name)))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .toList());
    }
}
