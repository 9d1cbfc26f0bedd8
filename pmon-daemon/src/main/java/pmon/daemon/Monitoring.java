package pmon.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.Kernel;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.notice.NoticeBoard;
import pmon.daemon.probe.Commands;
import pmon.daemon.probe.Ears;
import pmon.daemon.probe.Prober;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;

/** Puts together what looks after programs that have monitors. */
final class Monitoring {
    private Monitoring() {}

    /**
     * Puts it together.
     *
     * @param types those there are when they are asked for
     * @param noticeAddress where programs tell how they are
     */
    static Prober open(
            Kernel kernel,
            Supplier<MonitorTypes> types,
            ProgramLogs logs,
            ConfigurationSource source,
            String noticeAddress,
            SupervisorLoop loop) {
        Ears ears = new Ears(
                types,
                new NoticeBoard(noticeAddress, kernel::listen),
                logs,
                spec -> written(
                        spec,
                        source.current()
                                .configuration()
                                .captureRules()
                                .with(spec.execution().logs())
                                .mode()));
        return new Prober(types, new Commands(kernel::run, kernel::executable), ears, loop::checked);
    }

    private static List<LogSource> written(ProcessSpec spec, Mode mode) {
        LogSource out = new LogSource(spec.name().value(), Path.of(spec.log()), spec.user());
        return switch (mode) {
            case NONE -> List.of();
            case TOGETHER, DIRECT -> List.of(out);
            case APART ->
                List.of(
                        out,
                        new LogSource(
                                spec.name().value(), Path.of(spec.log() + ProcessSpec.ERR_LOG_SUFFIX), spec.user()));
        };
    }
}
