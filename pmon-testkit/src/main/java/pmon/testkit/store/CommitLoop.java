package pmon.testkit.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;

/** A process of its own that commits for ever and says after each commit which one it was; killed or limited by tests. */
public final class CommitLoop {
    static final String COUNTER = "counter";

    private CommitLoop() {}

    /** The class of a provider, the directory of the store, and the size of each document in characters. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        StoreProvider provider = Class.forName(arguments[0])
                .asSubclass(StoreProvider.class)
                .getDeclaredConstructor()
                .newInstance();
        String document = "x".repeat(Integer.parseInt(arguments[2]));
        try (Store store = provider.open(Path.of(arguments[1]))) {
            for (long seq = store.load().lastSeq() + 1; ; seq++) {
                store.commit(List.of(
                        new StoreChange.AppendEvent(new StoredEvent(seq, 1, document)),
                        new StoreChange.PutProcess((int) seq, "p" + seq, document),
                        new StoreChange.PutValue(COUNTER, Long.toString(seq))));
                System.out.println(seq);
            }
        } catch (StoreException e) {
            System.out.println(e.kind() + " " + e.getMessage());
        }
    }

    /**
     * Starts it. It prints the number of each commit, and at last the kind and message of what ended it.
     *
     * @param limit shell commands that run first, such as {@code ulimit -f 100}
     */
    public static Process start(StoreProvider provider, String limit, Path directory, int documentSize)
            throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        limit + "; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommitLoop.class.getName(),
                        provider.getClass().getName(),
                        directory.toString(),
                        Integer.toString(documentSize))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
