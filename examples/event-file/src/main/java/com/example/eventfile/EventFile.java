package com.example.eventfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.Occurrence;

/** Appends a line for each restart, failure and backoff, which are what a handler hears of unless it says otherwise. */
record EventFile(Path file) implements EventHandler {
    @Override
    public void handle(Occurrence occurrence) throws IOException {
        String line = occurrence.event().time() + " " + occurrence.kind().word() + " "
                + occurrence.program().name() + ": " + occurrence.event().cause() + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
