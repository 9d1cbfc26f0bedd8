package pmon.daemon.config;

import java.util.List;
import pmon.daemon.document.Mistake;

/** Checks settings that depend on one another, and narrows modes that would let others write what only the daemon may. */
final class Relations {
    private static final int WIDEST_DIRECTORY = 0750;
    private static final int WIDEST_FILE = 0640;

    private Relations() {}

    static void check(Values values, List<Mistake> mistakes, List<String> warnings) {
        if (values.of(Settings.RESTART_INITIAL_DELAY).compareTo(values.of(Settings.RESTART_MAX_DELAY)) > 0) {
            Setting<?> written = values.isSet(Settings.RESTART_INITIAL_DELAY)
                    ? Settings.RESTART_INITIAL_DELAY
                    : Settings.RESTART_MAX_DELAY;
            String message = "restart.initial_delay is longer than restart.max_delay";
            mistakes.add(values.source(written).mistake(message));
        }
        narrow(Settings.DATA.directoryMode(), Settings.PERMISSIONS.directoryMode(), WIDEST_DIRECTORY, values, warnings);
        narrow(Settings.DATA.fileMode(), Settings.PERMISSIONS.fileMode(), WIDEST_FILE, values, warnings);
    }

    private static void narrow(
            Setting<Integer> own, Setting<Integer> general, int widest, Values values, List<String> warnings) {
        Setting<Integer> from = values.isSet(own) ? own : general;
        Integer mode = values.orNull(from);
        if (mode == null || (mode & ~widest) == 0) {
            return;
        }
        int narrowed = mode & widest;
        Source source = values.source(from);
        values.put(own, narrowed, source);
        warnings.add(source.mistake(String.format(
                        "%s: %04o would let others at the daemon's data; %04o is used there",
                        from.key(), mode, narrowed))
                .text());
    }
}
