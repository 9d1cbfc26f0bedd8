package pmon.cli.show;

import java.time.ZoneId;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.ProcessEvent;

/** An event in one line: number, time, program, what happened, why. */
public final class EventLine {
    private EventLine() {}

    /** Appends the line and its newline. */
    public static void render(ProcessEvent event, ZoneId zone, StringBuilder out, boolean colour) {
        out.append(event.seq())
                .append("  ")
                .append(Human.time(event.time(), zone))
                .append("  ");
        out.append(Width.visible(event.process()))
                .append(" (")
                .append(event.id())
                .append(")  ");
        out.append(event.type().word());
        if (event.to() != null && event.to() != event.from()) {
            out.append("  ");
            if (event.from() != null) {
                out.append(event.from().word()).append(" → ");
            }
            Style.of(event.to()).append(out, event.to().word(), colour);
        }
        if (event.pid() != null) {
            out.append("  pid ").append(event.pid());
        }
        ExitStatus exit = event.exit();
        if (exit != null) {
            out.append("  ").append(exit.describe());
        }
        if (!saidAlready(event)) {
            out.append("  ").append(Width.visible(event.cause()));
        }
        out.append('\n');
    }

    /** The cause of an end that nobody asked for is the end itself, and a start may have no other cause than that it was time. */
    private static boolean saidAlready(ProcessEvent event) {
        String cause = event.cause();
        ExitStatus exit = event.exit();
        return cause.isEmpty() || cause.equals(event.type().word()) || (exit != null && cause.equals(exit.describe()));
    }
}
