package pmon.daemon.programlog;

import java.nio.file.Path;
import pmon.api.process.Account;

/**
 * A program's log.
 *
 * @param process the program's name
 * @param file absolute path
 * @param owner the account the program runs as
 */
public record LogSource(String process, Path file, Account owner) {}
