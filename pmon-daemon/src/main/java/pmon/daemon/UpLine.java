package pmon.daemon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.daemon.config.Durations;

/**
 * What somebody wants of {@code pmon up}. The launcher of the command line executes the daemon at once, so that this process is the one that
 * was started; {@code pmon help up} is the command line's.
 *
 * @param file as it was written
 * @param exitOn the main program; null where none is named
 * @param stopWithin null where no bound is set
 * @param plain whether colours are not wanted
 */
record UpLine(
        String file, @Nullable String exitOn, @Nullable Duration stopWithin, boolean plain) {
    private static final Set<String> VALUES = Set.of("--exit-on", "--stop-within");
    private static final String NO_COLOR = "--no-color";

    /** What came of reading one. */
    sealed interface Result {
        record Read(UpLine line) implements Result {}

        record Wrong(String message) implements Result {}
    }

    static Result of(List<String> line) {
        Map<String, String> options = new HashMap<>();
        List<String> operands = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(line);
        while (!left.isEmpty()) {
            String word = left.remove();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (word.equals("--")) {
                operands.addAll(left);
                left.clear();
            } else if (VALUES.contains(name)) {
                String value = equals < 0 ? left.poll() : word.substring(equals + 1);
                if (value == null || value.isEmpty()) {
                    return new Result.Wrong(name + " needs a value");
                }
                options.put(name, value);
            } else if (word.equals(NO_COLOR)) {
                options.put(word, "");
            } else if (word.startsWith("-")) {
                return new Result.Wrong("unknown option " + word + " of up");
            } else {
                operands.add(word);
            }
        }
        return of(options, operands);
    }

    private static Result of(Map<String, String> options, List<String> operands) {
        // The first is the name of the command, which global options may stand before.
        if (operands.size() != 2) {
            return new Result.Wrong("up takes one file, which says what to supervise");
        }
        String bound = options.get("--stop-within");
        Optional<Duration> stopWithin = bound == null ? Optional.empty() : Durations.parse(bound, null);
        if (bound != null && stopWithin.isEmpty()) {
            return new Result.Wrong("--stop-within is " + Durations.ALLOWED + ", not " + bound);
        }
        return new Result.Read(new UpLine(
                operands.getLast(), options.get("--exit-on"), stopWithin.orElse(null), options.containsKey(NO_COLOR)));
    }
}
