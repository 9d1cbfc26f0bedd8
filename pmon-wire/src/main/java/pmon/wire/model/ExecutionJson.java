package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * {@code "execution":{"env_file","success_exit_codes","umask","nice","limits":{"nofile":{"soft","hard"}},"logs":{…},"kill_mode"}}; -1 is
 * no limit. What is null or missing is not set.
 */
public final class ExecutionJson {
    private ExecutionJson() {}

    public static void write(JsonWriter out, ExecutionSettings execution) {
        out.begin("execution");
        out.field("env_file", execution.envFile());
        out.longs(
                "success_exit_codes",
                execution.successExitCodes().stream().map(Integer::longValue).toList());
        out.field("umask", execution.umask());
        out.field("nice", execution.nice());
        out.begin("limits");
        for (Map.Entry<String, ResourceLimit> limit : new TreeMap<>(execution.limits()).entrySet()) {
            out.begin(limit.getKey());
            out.field("soft", limit.getValue().soft());
            out.field("hard", limit.getValue().hard());
            out.end();
        }
        out.end();
        if (!execution.logs().equals(LogSettings.DEFAULT)) {
            LogSettingsJson.write(out, execution.logs());
        }
        if (execution.killMode() != KillMode.TREE) {
            out.field("kill_mode", execution.killMode().word());
        }
        out.end();
    }

    public static ExecutionSettings read(JsonReader in) throws Malformed {
        String envFile = null;
        List<Integer> successExitCodes = List.of();
        Integer umask = null;
        Integer nice = null;
        Map<String, ResourceLimit> limits = Map.of();
        LogSettings logs = LogSettings.DEFAULT;
        KillMode killMode = KillMode.TREE;
        in.begin("execution settings");
        while (in.next()) {
            switch (in.name()) {
                case "env_file" -> envFile = in.isNull() ? null : in.string();
                case "success_exit_codes" -> successExitCodes = in.integers();
                case "umask" -> umask = in.isNull() ? null : (Integer) in.integer();
                case "nice" -> nice = in.isNull() ? null : (Integer) in.integer();
                case "limits" -> limits = limits(in);
                case "logs" -> logs = LogSettingsJson.read(in);
                case "kill_mode" -> killMode = killMode(in.string());
                default -> in.skip();
            }
        }
        return new ExecutionSettings(envFile, successExitCodes, umask, nice, limits, logs, killMode);
    }

    private static KillMode killMode(String word) throws Malformed {
        for (KillMode mode : KillMode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new Malformed("unknown kill_mode " + word);
    }

    private static Map<String, ResourceLimit> limits(JsonReader in) throws Malformed {
        Map<String, ResourceLimit> limits = new HashMap<>();
        in.begin("limits");
        while (in.next()) {
            limits.put(in.name(), limit(in, in.name()));
        }
        return limits;
    }

    private static ResourceLimit limit(JsonReader in, String name) throws Malformed {
        Long soft = null;
        Long hard = null;
        in.begin(name);
        while (in.next()) {
            switch (in.name()) {
                case "soft" -> soft = in.longInteger();
                case "hard" -> hard = in.longInteger();
                default -> in.skip();
            }
        }
        return new ResourceLimit(present(soft, "soft", name), present(hard, "hard", name));
    }
}
