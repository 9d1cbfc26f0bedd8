package com.example.freespace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** Healthy while there is room on the disk for what the program writes. */
record FreeSpace(String directory, long atLeastMib) implements Monitor {
    @Override
    public CheckResult check(CheckContext context) throws IOException {
        Path place = Path.of(context.directory()).resolve(directory).normalize();
        long free = Files.getFileStore(place).getUsableSpace() >> 20;
        return free >= atLeastMib
                ? CheckResult.PASSED
                : new CheckResult.Failed(place + " has " + free + " MiB left, not " + atLeastMib);
    }
}
