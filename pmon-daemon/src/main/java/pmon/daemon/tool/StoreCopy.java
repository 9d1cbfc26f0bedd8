package pmon.daemon.tool;

import pmon.api.protocol.ErrorCode;
import pmon.api.spi.store.StoreException;
import pmon.daemon.config.Configuration;
import pmon.daemon.place.Claim;
import pmon.daemon.place.Tenure;

/**
 * Copies one store into another while no daemon uses them.
 *
 * @param replace whether what the target holds may be lost
 * @param configuration of the daemon whose stores they are
 * @param uid the effective user id
 */
public record StoreCopy(StoreTransfer transfer, boolean replace, Configuration configuration, long uid, Report report) {
    /** Returns the exit code. */
    public int run() {
        Claim claim = Claim.of(
                configuration.dataDirectory(),
                configuration.logsDirectory(),
                configuration.runDirectory(configuration.servesEverybody(uid)),
                uid);
        return switch (claim) {
            case Claim.Refused(ErrorCode code, String message) ->
                report.failed(code, "cannot copy the store: " + message);
            case Claim.Granted(Tenure tenure, var warnings) -> {
                report.warnings(warnings);
                try (tenure) {
                    yield copy();
                }
            }
        };
    }

    private int copy() {
        String to = transfer.to().name();
        try {
            StoreTransfer.Copied copied = transfer.run(replace);
            report.document("{\"from\":\"%s\",\"to\":\"%s\",\"programs\":%d,\"events\":%d}"
                    .formatted(transfer.from().name(), to, copied.programs(), copied.events()));
            report.line("copied %d programs and %d events from %s to %s"
                    .formatted(
                            copied.programs(), copied.events(), transfer.from().name(), to));
            if (!to.equals(configuration.store())) {
                report.line("to use it: store.provider: " + to + " in "
                        + configuration.places().config());
            }
            return 0;
        } catch (StoreException e) {
            return report.failed(ErrorCode.FAILED, "cannot copy the store: " + e.getMessage());
        }
    }
}
