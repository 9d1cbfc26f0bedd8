package pmon.daemon.process;

import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Position;

/**
 * One program of a process configuration.
 *
 * @param command what it asks for, as if somebody had typed it in the directory of the file
 * @param file the process configuration
 * @param at where in it the program is; null when the parser does not know
 */
public record ProcessEntry(
        ExecCommand command, String file, @Nullable Position at) {
    /** Its name: the one it was given, else that of its file. */
    public String name() {
        String given = command.name();
        return given != null ? given : command.file().substring(command.file().lastIndexOf('/') + 1);
    }

    /** Something wrong with it. */
    public Mistake mistake(String message) {
        return new Mistake(file, at, name() + ": " + message);
    }
}
