package pmon.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.Kernel;
import pmon.core.supervisor.Recovered;
import pmon.daemon.capture.Capture;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.loop.SupervisorLoop;

/** Opens log capture under the settings of the daemon. */
final class LogCapture {
    private LogCapture() {}

    /**
     * Where the kernel port cannot capture, programs write their logs themselves.
     *
     * @param pipes directory of the pipes
     */
    static Optional<Capture> open(
            Kernel kernel,
            Configuration configuration,
            ConfigurationSource source,
            SupervisorLoop loop,
            Recovered recovered,
            Path pipes)
            throws StartFailure {
        Optional<CapturePort> port = kernel.capture();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        try {
            Capture capture = Capture.open(
                    port.get(),
                    pipes,
                    configuration.logFileMode(),
                    spec -> source.current()
                            .configuration()
                            .captureRules()
                            .with(spec.execution().logs()),
                    () -> source.current().configuration().logsMaxTotal(),
                    new CaptureEvents(loop),
                    recovered.records());
            return Optional.of(capture);
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot keep pipes in " + pipes + ": " + e.getMessage());
        }
    }
}
