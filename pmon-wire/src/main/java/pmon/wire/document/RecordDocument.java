package pmon.wire.document;

import static pmon.wire.stream.JsonReader.present;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.PendingEnd;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ShortLives;
import pmon.api.process.Status;
import pmon.wire.model.ExitStatusJson;
import pmon.wire.model.StatusWords;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Words;

/**
 * The document of a record. Missing fields: {@code goal} is down, {@code status} is stopped; {@code generation}, {@code restart_count} are 0;
 * {@code instance}, {@code started_at}, {@code exit}, {@code applied} are null; {@code reason} is empty; {@code created_at}, {@code updated_at}
 * are the epoch; {@code short_lives} is none, and not written then; {@code ready} and {@code last} are false, and not written then;
 * {@code pending_end} is null, {@code follows} is empty, and neither is written then. {@code id} and {@code spec} must be there.
 */
final class RecordDocument {
    private static final String SUBJECT = "record";
    private static final Words<Goal> GOAL = new Words<>(Goal.values());

    private RecordDocument() {}

    static void write(JsonWriter out, ProcessRecord record) {
        out.begin();
        out.field("id", record.id());
        SpecDocument.write(out, record.spec());
        out.field("goal", GOAL.of(record.goal()));
        out.field("status", StatusWords.STATUS.of(record.status()));
        out.field("generation", record.generation());
        out.field("restart_count", record.restartCount());
        instance(out, record.instance());
        out.field("started_at", record.startedAt());
        ExitStatusJson.write(out, "exit", record.exit());
        out.field("reason", record.reason());
        out.field("created_at", record.createdAt());
        out.field("updated_at", record.updatedAt());
        out.field("applied", record.applied());
        shortLives(out, record.shortLives());
        if (record.ready()) {
            out.field("ready", true);
        }
        if (record.last()) {
            out.field("last", true);
        }
        pendingEnd(out, record.pendingEnd());
        if (!record.follows().isEmpty()) {
            out.longs(
                    "follows", record.follows().stream().map(Integer::longValue).toList());
        }
        out.end();
    }

    static ProcessRecord read(JsonReader in) throws Malformed {
        Integer id = null;
        ProcessSpec spec = null;
        Goal goal = Goal.DOWN;
        Status status = Status.STOPPED;
        int generation = 0;
        int restartCount = 0;
        ProcessIdentity instance = null;
        Instant startedAt = null;
        ExitStatus exit = null;
        String reason = "";
        Instant createdAt = Instant.EPOCH;
        Instant updatedAt = Instant.EPOCH;
        String applied = null;
        ShortLives shortLives = ShortLives.NONE;
        boolean ready = false;
        boolean last = false;
        PendingEnd pendingEnd = null;
        List<Integer> follows = List.of();
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.integer();
                case "spec" -> spec = SpecDocument.read(in);
                case "goal" -> goal = in.word(GOAL);
                case "status" -> status = in.word(StatusWords.STATUS);
                case "generation" -> generation = in.integer();
                case "restart_count" -> restartCount = in.integer();
                case "instance" -> instance = in.isNull() ? null : instance(in);
                case "started_at" -> startedAt = in.isNull() ? null : in.instant();
                case "exit" -> exit = in.isNull() ? null : ExitStatusJson.read(in);
                case "reason" -> reason = in.string();
                case "created_at" -> createdAt = in.instant();
                case "updated_at" -> updatedAt = in.instant();
                case "applied" -> applied = in.isNull() ? null : in.string();
                case "short_lives" -> shortLives = shortLives(in);
                case "ready" -> ready = in.bool();
                case "last" -> last = in.bool();
                case "pending_end" -> pendingEnd = pendingEnd(in);
                case "follows" -> follows = in.integers();
                default -> in.skip();
            }
        }
        return new ProcessRecord(
                present(id, "id", SUBJECT),
                present(spec, "spec", SUBJECT),
                goal,
                status,
                generation,
                restartCount,
                instance,
                startedAt,
                exit,
                reason,
                createdAt,
                updatedAt,
                applied,
                shortLives,
                ready,
                last,
                pendingEnd,
                follows);
    }

    private static void pendingEnd(JsonWriter out, @Nullable PendingEnd end) {
        if (end != null) {
            out.begin("pending_end")
                    .field("cause", end.cause())
                    .field("counted", end.counted())
                    .field("unhealthy", end.unhealthy())
                    .end();
        }
    }

    private static PendingEnd pendingEnd(JsonReader in) throws Malformed {
        String cause = "";
        boolean counted = false;
        boolean unhealthy = false;
        in.begin("pending_end");
        while (in.next()) {
            switch (in.name()) {
                case "cause" -> cause = in.string();
                case "counted" -> counted = in.bool();
                case "unhealthy" -> unhealthy = in.bool();
                default -> in.skip();
            }
        }
        return new PendingEnd(cause, counted, unhealthy);
    }

    private static void shortLives(JsonWriter out, ShortLives lives) {
        if (lives.count() > 0) {
            out.begin("short_lives")
                    .field("count", lives.count())
                    .field("since", lives.since())
                    .field("cause", lives.cause())
                    .end();
        }
    }

    private static ShortLives shortLives(JsonReader in) throws Malformed {
        int count = 0;
        Instant since = Instant.EPOCH;
        String cause = "";
        in.begin("short_lives");
        while (in.next()) {
            switch (in.name()) {
                case "count" -> count = in.integer();
                case "since" -> since = in.instant();
                case "cause" -> cause = in.string();
                default -> in.skip();
            }
        }
        return new ShortLives(count, since, cause);
    }

    private static void instance(JsonWriter out, @Nullable ProcessIdentity instance) {
        if (instance == null) {
            out.field("instance", (String) null);
            return;
        }
        out.begin("instance");
        out.field("pid", instance.pid());
        out.field("start_ticks", instance.startTicks());
        out.field("boot_id", instance.bootId());
        out.end();
    }

    private static ProcessIdentity instance(JsonReader in) throws Malformed {
        Integer pid = null;
        long startTicks = 0;
        String bootId = "";
        in.begin("instance");
        while (in.next()) {
            switch (in.name()) {
                case "pid" -> pid = in.integer();
                case "start_ticks" -> startTicks = in.longInteger();
                case "boot_id" -> bootId = in.string();
                default -> in.skip();
            }
        }
        return new ProcessIdentity(present(pid, "pid", "instance"), startTicks, bootId);
    }
}
