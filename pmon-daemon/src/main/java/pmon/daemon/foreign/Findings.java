package pmon.daemon.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Position;

/** What somebody should know about a file that is read: why it cannot be, and what of it is different here. */
public final class Findings {
    private final List<Mistake> mistakes = new ArrayList<>();
    private final SequencedSet<String> notes = new LinkedHashSet<>();

    /** Why nothing can come of the file; its own program would refuse it, too. */
    public List<Mistake> mistakes() {
        return mistakes.stream().distinct().sorted(Mistake.BY_PLACE).toList();
    }

    /** What is different or has no equivalent, a sentence each, with its line where that is known. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    void wrong(Path file, @Nullable Position at, String message) {
        mistakes.add(new Mistake(file.toString(), at, message));
    }

    void wrong(Mistake mistake) {
        mistakes.add(mistake);
    }

    void note(Path file, @Nullable Position at, String message) {
        notes.add(file.getFileName() + (at == null ? "" : ":" + at.line()) + ": " + message);
    }

    /** About the file as a whole, or all that comes of it. */
    void note(String message) {
        notes.add(message);
    }
}
