package com.example.eventfile;

import java.nio.file.Path;
import java.util.List;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Found by pmon through module-info. */
public final class EventFileProvider implements EventHandlerProvider {
    /** Also the name of the plugin's directory. */
    @Override
    public String name() {
        return "event-file";
    }

    /** What people can write in the section {@code plugins.event-file}. */
    @Override
    public List<SettingDeclaration> settings() {
        return List.of(SettingDeclaration.required("file", SettingDeclaration.Type.TEXT, "Where to write."));
    }

    /** An exception's message is shown to people, and the plugin stays off. */
    @Override
    public EventHandler open(HandlerContext context, PluginSettings settings) {
        Path file = Path.of(settings.text("file").orElseThrow());
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("file: " + file + " is not an absolute path");
        }
        return new EventFile(file);
    }
}
