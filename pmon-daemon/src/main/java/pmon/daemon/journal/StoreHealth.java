package pmon.daemon.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the store, a sentence each, for whoever looks at a program or at the daemon. Any thread. */
public final class StoreHealth {
    /** What stays true until the daemon is started again; few, since each of them is a damaged database. */
    private static final int MOST_NOTES = 8;

    private final List<String> notes = new ArrayList<>();
    private @Nullable String failure;
    private @Nullable String copies;

    /** What is wrong now; empty when nothing is. */
    public synchronized List<String> problems() {
        List<String> all = new ArrayList<>(notes);
        if (failure != null) {
            all.add(failure);
        }
        if (copies != null) {
            all.add(copies);
        }
        return List.copyOf(all);
    }

    /** Something to know for as long as this daemon lives. */
    synchronized void note(String sentence) {
        if (notes.size() < MOST_NOTES) {
            notes.add(sentence);
        }
    }

    /** Commits fail. */
    synchronized void fails(@Nullable String reason) {
        failure = reason == null ? null : "what happens is not durable: " + reason;
    }

    /** The copies beside the store cannot be written. Returns whether that is new. */
    synchronized boolean copiesFail(@Nullable String reason) {
        boolean news = reason != null && copies == null;
        copies = reason == null ? null : "a damaged database could not be rebuilt now: " + reason;
        return news;
    }
}
