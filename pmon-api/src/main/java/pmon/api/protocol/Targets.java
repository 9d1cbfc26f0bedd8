package pmon.api.protocol;

import java.util.List;

/**
 * Which programs a request is about, as a person names them: ids, names, globs ({@code web-*}), {@code @group}, or {@code all}. A name
 * that exists is itself, whatever it looks like.
 */
public record Targets(List<String> selectors) {
    /** Every program the caller may act on. */
    public static final Targets ALL = new Targets(List.of("all"));

    public Targets {
        selectors = List.copyOf(selectors);
        if (selectors.isEmpty()) {
            throw new IllegalArgumentException("no program is named");
        }
    }

    public static Targets of(String... selectors) {
        return new Targets(List.of(selectors));
    }
}
