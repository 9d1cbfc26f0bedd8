package pmon.bench.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;

/**
 * Runs on the image's own runtime and prints numbers: {@code list}; {@code write STORE DIRECTORY SECONDS}, which prints commits and
 * nanoseconds for batches of one and of fifty and then dies without closing; {@code open STORE DIRECTORY}, which prints the nanoseconds
 * that opening and loading took.
 */
final class StoreLoop {
    private static final int PROGRAMS = 200;
    private static final int KEPT = 10_000;
    private static final String RECORD = "r".repeat(1_500);
    private static final String EVENT = "e".repeat(300);

    private StoreLoop() {}

    public static void main(String[] words) throws StoreException {
        switch (words[0]) {
            case "list" ->
                ServiceLoader.load(StoreProvider.class).forEach(provider -> System.out.println(provider.name()));
            case "write" -> {
                Store store = provider(words[1]).open(Path.of(words[2]));
                long nanos = Long.parseLong(words[3]) * 1_000_000_000L;
                write(store, 1, nanos / 10);
                System.out.println(write(store, 1, nanos));
                System.out.println(write(store, 50, nanos));
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
            case "open" -> {
                StoreProvider provider = provider(words[1]);
                long begun = System.nanoTime();
                try (Store store = provider.open(Path.of(words[2]))) {
                    store.load();
                    System.out.println(System.nanoTime() - begun);
                }
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** A program's record and an event in each change, as a restart makes them; the oldest events go. */
    private static String write(Store store, int batch, long nanos) throws StoreException {
        long begun = System.nanoTime();
        long seq = store.load().lastSeq();
        long commits = 0;
        while (System.nanoTime() - begun < nanos) {
            List<StoreChange> changes = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                seq++;
                int id = (int) (seq % PROGRAMS) + 1;
                changes.add(new StoreChange.PutProcess(id, "p" + id, RECORD));
                changes.add(new StoreChange.AppendEvent(new StoredEvent(seq, id, EVENT)));
            }
            if (commits % 100 == 0) {
                changes.add(new StoreChange.TrimEvents(seq - KEPT));
            }
            store.commit(changes);
            commits++;
        }
        return commits + " " + (System.nanoTime() - begun);
    }

    private static StoreProvider provider(String name) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
