package pmon.api.process;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one program is executed, beyond what and where.
 *
 * @param envFile absolute path of the file some of its variables come from; null without one
 * @param successExitCodes exit codes that are as good as 0
 * @param umask permission bits that files it makes lack, 0 to 0777; null is 022
 * @param nice scheduling priority, -20 to 19; null leaves it
 * @param limits resource limits by their name in lower case, such as {@code nofile} (setrlimit(2) without {@code RLIMIT_})
 * @param logs what becomes of its output
 * @param killMode how much of it is stopped with it
 */
public record ExecutionSettings(
        @Nullable String envFile,
        List<Integer> successExitCodes,
        @Nullable Integer umask,
        @Nullable Integer nice,
        Map<String, ResourceLimit> limits,
        LogSettings logs,
        KillMode killMode) {
    /** Nothing set. */
    public static final ExecutionSettings DEFAULT = new ExecutionSettings(null, List.of(), null, null, Map.of());

    /** Settings of a program that is stopped whole. */
    public ExecutionSettings(
            @Nullable String envFile,
            List<Integer> successExitCodes,
            @Nullable Integer umask,
            @Nullable Integer nice,
            Map<String, ResourceLimit> limits,
            LogSettings logs) {
        this(envFile, successExitCodes, umask, nice, limits, logs, KillMode.TREE);
    }

    /** Settings without any of the log. */
    public ExecutionSettings(
            @Nullable String envFile,
            List<Integer> successExitCodes,
            @Nullable Integer umask,
            @Nullable Integer nice,
            Map<String, ResourceLimit> limits) {
        this(envFile, successExitCodes, umask, nice, limits, LogSettings.DEFAULT);
    }

    public ExecutionSettings {
        successExitCodes = List.copyOf(successExitCodes);
        limits = Map.copyOf(limits);
        for (int code : successExitCodes) {
            require(code >= 0 && code <= 255, "exit code " + code + " is not within 0 to 255");
        }
        require(umask == null || (umask >= 0 && umask <= 0777), "a umask is within 0 to 0777");
        require(nice == null || (nice >= -20 && nice <= 19), "nice is within -20 to 19");
    }

    /**
     * A soft and a hard limit.
     *
     * @param soft {@link #UNLIMITED} for none
     * @param hard {@link #UNLIMITED} for none
     */
    public record ResourceLimit(long soft, long hard) {
        /** No limit. */
        public static final long UNLIMITED = -1;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
