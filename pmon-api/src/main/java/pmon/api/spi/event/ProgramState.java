package pmon.api.spi.event;

import java.time.Instant;
import java.util.Optional;
import pmon.api.process.Health;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.api.spi.kernel.Usage;

/**
 * A program as it is now.
 *
 * @param program what is on record; its status is the one last recorded
 * @param status its status now
 * @param pid its main process; empty when none lives
 * @param startedAt when that started; empty when none lives
 * @param usage what the program and all its descendants use; empty when none lives, or that cannot be known
 */
public record ProgramState(
        ProcessRecord program,
        Status status,
        Health health,
        Optional<Integer> pid,
        Optional<Instant> startedAt,
        Optional<Usage> usage) {}
