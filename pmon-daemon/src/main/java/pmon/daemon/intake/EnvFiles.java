package pmon.daemon.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.spi.kernel.Accounts;
import pmon.daemon.document.Mistake;
import pmon.daemon.process.EnvFile;
import pmon.daemon.process.ProcessEntry;

/**
 * Adds the variables of an environment file. It is read with the daemon's own rights, so only for programs that run as the daemon's
 * user: for anybody else, root would show them files that are not theirs.
 */
record EnvFiles(Accounts accounts) {
    /** More than execve takes for all variables together on most systems. */
    private static final int MAX_BYTES = 1 << 20;

    /** The command with the file's variables beneath its own. */
    ExecCommand merged(ProcessEntry entry, Account caller) throws Refusal {
        ExecCommand command = entry.command();
        if (entry.envFile() == null) {
            return command;
        }
        Path file = Path.of(command.callerDirectory()).resolve(entry.envFile()).normalize();
        Account user = new RunAs(accounts).resolve(command.user(), caller);
        if (user.uid() != accounts.self().uid()) {
            throw new Refusal(
                    ErrorCode.FAILED,
                    "env_file " + file + " cannot be read as " + user.name() + " by this daemon; use env_vars");
        }
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>(EnvFile.parse(file.toString(), text(file), mistakes));
        if (!mistakes.isEmpty()) {
            throw new Refusal(ErrorCode.BAD_CONFIG, mistakes.getFirst().text());
        }
        variables.putAll(command.envVars());
        return new ExecCommand(
                command.file(),
                command.name(),
                command.args(),
                variables,
                command.callerDirectory(),
                command.callerEnvironment(),
                command.cwd(),
                command.user(),
                command.log(),
                command.logDir(),
                command.autoRestart(),
                command.restart(),
                command.stop(),
                command.dependencies(),
                command.groups(),
                command.replace());
    }

    private static String text(Path file) throws Refusal {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Refusal(ErrorCode.BAD_CONFIG, "env_file " + file + " is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new Refusal(ErrorCode.BAD_CONFIG, "env_file " + file + " is larger than 1 MiB");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (NoSuchFileException _) {
            throw new Refusal(ErrorCode.NO_SUCH_FILE, "env_file " + file + ": no such file");
        } catch (IOException e) {
            throw new Refusal(ErrorCode.FAILED, "env_file " + file + " cannot be read: " + e.getMessage());
        }
    }
}
