package pmon.distribution.violation.core;

import java.io.FileReader;
import java.io.IOException;
import java.time.Instant;

class ReadsFilesAndClock {
    static Instant read() throws IOException {
        try (FileReader reader = new FileReader("/dev/null", java.nio.charset.StandardCharsets.UTF_8)) {
            return Instant.now().plusMillis(reader.read());
        }
    }
}
