package pmon.daemon.gateway;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom a daemon serves, besides root and its own user.
 *
 * @param everybody whether others may come in, each for what is theirs
 * @param adminGroup the group whose members may act on all programs but root's, as it is now; null when there is none
 */
public record Audience(boolean everybody, Supplier<@Nullable String> adminGroup) {
    /** Nobody else. */
    public static final Audience NOBODY = new Audience(false, () -> null);
}
