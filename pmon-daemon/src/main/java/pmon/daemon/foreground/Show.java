package pmon.daemon.foreground;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessSpec;
import pmon.daemon.place.Places;

/**
 * What is shown of a run, and how.
 *
 * @param ways where the streams of a program go; null for one that has a log
 * @param prologue what has to hold before anything starts
 */
public record Show(
        Screen screen, Teller teller, Function<ProcessSpec, Way.@Nullable Pair> ways, List<MonitorSpec> prologue) {
    private static final String OUT = Places.STANDARD_OUTPUT.toString();
    private static final String ERR = Places.STANDARD_ERROR.toString();

    /** Everything that programs print, but those that have a log. */
    public static Show of(Screen screen) {
        return new Show(screen, Teller.on(screen), Show::ways, List.of());
    }

    private static Way.@Nullable Pair ways(ProcessSpec spec) {
        boolean errors = spec.log().equals(ERR);
        if (!errors && !spec.log().equals(OUT)) {
            return null;
        }
        Mode mode = spec.execution().logs().mode();
        if (mode == Mode.NONE) {
            return new Way.Pair(new Way.Nowhere(), new Way.Nowhere());
        }
        Way out = new Way.Shown(errors ? Screen.Side.ERR : Screen.Side.OUT);
        return new Way.Pair(out, mode == Mode.APART ? new Way.Shown(Screen.Side.ERR) : out);
    }
}
