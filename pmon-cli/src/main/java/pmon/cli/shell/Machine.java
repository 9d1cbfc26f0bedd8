package pmon.cli.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command needs of the machine besides the daemon. */
public interface Machine {
    /** The wall clock. */
    Instant now();

    /** Tells a request from all others of this user; null where none is ever asked twice. */
    @Nullable
    String token();

    /** Waits. @return false when the command is to end instead of going on */
    boolean pause(Duration time);

    /** Takes the terminal, whose keys are then read one by one. */
    Screen screen();

    /** Where its file system begins. */
    Path root();

    /** The image that this command is part of; null outside one. */
    @Nullable
    Path image();

    /** Runs another program to its end, with the caller's environment. Fails where it cannot be run, or does not end. */
    Ran run(List<String> command) throws Failure;

    /** The same in another directory and environment. Fails where the directory is gone, too. */
    Ran run(List<String> command, String directory, Map<String, String> environment) throws Failure;

    /** The terminal that a descriptor of this process is, as a path; null where it is none. */
    @Nullable
    String terminal(int descriptor);

    /** How a program ended, and what it said on both its outputs. */
    record Ran(int exitCode, String said) {}
}
