package pmon.api.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a restart changes first; null leaves a value as it is. */
public record SpecChange(
        @Nullable List<String> args,
        @Nullable String user,
        @Nullable String log,
        @Nullable String logDir,
        @Nullable Boolean autoRestart,
        @Nullable List<String> dependencies) {
    /** Changes nothing. */
    public static final SpecChange NONE = new SpecChange(null, null, null, null, null, null);
}
