package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.List;

/** What went wrong with the parts of a request. */
final class Failures {
    /** That many are told in full; of more there is the number. */
    private static final int TOLD = 5;

    private final List<Outcome.Failed> all = new ArrayList<>();

    void add(Outcome.Failed failure) {
        all.add(failure);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The first of them, with what the others say. */
    Outcome.Failed together() {
        Outcome.Failed first = all.getFirst();
        List<String> messages =
                all.stream().map(Outcome.Failed::message).distinct().toList();
        return new Outcome.Failed(first.code(), told(messages, "; "), first.exit(), first.process());
    }

    static String told(List<String> sentences, String separator) {
        String told = String.join(separator, sentences.subList(0, Math.min(TOLD, sentences.size())));
        int more = sentences.size() - TOLD;
        return more > 0 ? told + separator + "and " + more + " more" : told;
    }
}
