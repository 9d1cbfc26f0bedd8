package pmon.plugin.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** {@code exec-hook}. The daemon tells it what is set in {@code event_handling}, too. */
public final class ScriptHandlerProvider implements EventHandlerProvider {
    private static final List<Kind> KINDS = List.of(Kind.PROCESS_RESTART, Kind.PROCESS_FAILURE, Kind.PROCESS_BACKOFF);

    @Override
    public String name() {
        return "exec-hook";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                script(Kind.PROCESS_RESTART, "an automatic restart"),
                script(Kind.PROCESS_FAILURE, "the failure of a program that is not tried again"),
                script(Kind.PROCESS_BACKOFF, "flap detection holds a program back"),
                SettingDeclaration.optional(
                        "timeout",
                        SettingDeclaration.Type.DURATION,
                        "10s",
                        "How long a script may take before it is killed."));
    }

    private static SettingDeclaration script(Kind kind, String when) {
        return SettingDeclaration.optional(
                kind.word(), SettingDeclaration.Type.TEXT, null, "The script to run after " + when + ".");
    }

    @Override
    public EventHandler open(HandlerContext context, PluginSettings settings) {
        Map<Kind, Path> scripts = new EnumMap<>(Kind.class);
        for (Kind kind : KINDS) {
            settings.text(kind.word()).map(Path::of).ifPresent(script -> {
                if (!script.isAbsolute()) {
                    throw new IllegalArgumentException(kind.word() + ": " + script + " is not an absolute path");
                }
                scripts.put(kind, script);
            });
        }
        return new ScriptHandler(scripts, settings.duration("timeout").orElse(Duration.ofSeconds(10)), context);
    }
}
