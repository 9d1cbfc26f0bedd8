package pmon.daemon.foreign;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.WrittenValue;

/** Probes of process-compose, which are like those of Kubernetes, their defaults too. */
final class ComposeProbe {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int FAILURES = 3;

    private ComposeProbe() {}

    static void read(Section process, String key, Role role, Draft draft) {
        Section probe = process.section(key);
        if (probe == null) {
            return;
        }
        Check check = exec(probe.section("exec"), draft);
        Check http = http(probe.section("http_get"));
        Check one = check == null ? http : check;
        if (one == null) {
            probe.wrong(null, "", "has neither exec nor http_get");
            return;
        }
        Duration period = positive(probe.seconds("period_seconds"));
        Duration timeout = positive(probe.seconds("timeout_seconds"));
        Integer passes = probe.count("success_threshold");
        Integer failures = probe.count("failure_threshold");
        draft.monitors.add(new MonitorSpec(
                role == Role.READY ? "ready" : "alive",
                role,
                one,
                period == null ? PERIOD : period,
                timeout == null ? TIMEOUT : timeout,
                positive(probe.seconds("initial_delay_seconds")),
                0,
                passes == null ? 1 : Math.clamp(passes, 1, 1_000),
                failures == null ? FAILURES : Math.clamp(failures, 1, 1_000)));
        probe.rest();
    }

    private static @Nullable Duration positive(@Nullable Duration duration) {
        return duration == null || duration.isZero() ? null : duration;
    }

    private static @Nullable Check exec(@Nullable Section exec, Draft draft) {
        String command = exec == null ? null : exec.text("command");
        if (exec == null || command == null) {
            return null;
        }
        String directory = exec.text("working_dir");
        String in = directory == null ? draft.directory : directory;
        exec.rest();
        // A check runs where the daemon does, a probe where the process does.
        String line = in == null ? command : "cd '" + in.replace("'", "'\\''") + "' && " + command;
        return new Check.Single(
                "exec", Map.of("command", new WrittenValue.Text(line), "shell", new WrittenValue.Text("true")));
    }

    private static @Nullable Check http(@Nullable Section get) {
        if (get == null) {
            return null;
        }
        String host = or(get.text("host"), "127.0.0.1");
        String scheme = or(get.text("scheme"), "http");
        String path = or(get.text("path"), "/");
        String port = or(get.text("port"), "");
        String url =
                scheme + "://" + host + (port.isEmpty() ? "" : ":" + port) + (path.startsWith("/") ? "" : "/") + path;
        try {
            URI.create(url);
        } catch (IllegalArgumentException _) {
            get.wrong(null, "", url + " is no URL; are all of its variables set?");
        }
        Map<String, WrittenValue> settings = new HashMap<>();
        settings.put("url", new WrittenValue.Text(url));
        settings.put("status", new WrittenValue.Texts(List.of(or(get.text("status_code"), "200"))));
        Section headers = get.section("headers");
        if (headers != null) {
            Map<String, String> table = new HashMap<>();
            for (String name : headers.keys()) {
                table.put(name, String.join(", ", headers.texts(name)));
            }
            settings.put("headers", new WrittenValue.Table(table));
        }
        get.rest();
        return new Check.Single("http", settings);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text.strip();
    }
}
