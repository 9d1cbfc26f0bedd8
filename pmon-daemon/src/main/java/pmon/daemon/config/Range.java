package pmon.daemon.config;

import java.util.function.Predicate;

/**
 * What a setting accepts of its kind.
 *
 * @param words in words, such as {@code 0s to 24h}
 * @param lenient whether anything else is reported and replaced by the standard value, as pmon3 does, or refused
 */
record Range<T>(String words, Predicate<T> accepts, boolean lenient) {
    /** From least to most, both included; anything else is refused. */
    static <C extends Comparable<? super C>> Range<C> between(Kind<C> kind, C least, C most) {
        return new Range<>(
                kind.show().apply(least) + " to " + kind.show().apply(most),
                value -> least.compareTo(value) <= 0 && most.compareTo(value) >= 0,
                false);
    }

    /** The same, with the standard value in place of one that is outside. */
    Range<T> leniently() {
        return new Range<>(words, accepts, true);
    }
}
