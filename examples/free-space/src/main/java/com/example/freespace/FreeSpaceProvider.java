package com.example.freespace;

import java.util.List;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Found by pmon through module-info. */
public final class FreeSpaceProvider implements MonitorProvider {
    /** What people write as the {@code type} of a monitor. */
    @Override
    public String name() {
        return "free-space";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.optional(
                        "directory",
                        SettingDeclaration.Type.TEXT,
                        ".",
                        "Where to look, relative to the program's own directory."),
                SettingDeclaration.required(
                        "at_least_mib", SettingDeclaration.Type.NUMBER, "How many MiB have to be free."));
    }

    @Override
    public Monitor open(PluginSettings settings) {
        long atLeast = settings.number("at_least_mib").orElseThrow();
        if (atLeast < 0) {
            throw new IllegalArgumentException("at_least_mib: " + atLeast + " is less than 0");
        }
        return new FreeSpace(settings.text("directory").orElse("."), atLeast);
    }
}
