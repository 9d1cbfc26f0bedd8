package pmon.daemon.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.FileText;
import pmon.daemon.document.Mistake;
import pmon.daemon.process.EnvFile;

/** Reads environment files, with the rights of the user whose program wants one. */
record EnvFiles(FileAccess access) {
    /** More than execve takes for all variables together on most systems. */
    private static final int MAX_BYTES = 1 << 20;

    Map<String, String> read(Path file, Account user) throws Refusal {
        return switch (access.read(file.toString(), user, MAX_BYTES)) {
            case FileText.Missing() -> throw new Refusal(ErrorCode.NO_SUCH_FILE, "env_file " + file + ": no such file");
            case FileText.Denied() ->
                throw new Refusal(
                        ErrorCode.NOT_PERMITTED, "env_file " + file + ": " + user.name() + " may not read it");
            case FileText.Refused(String why) ->
                throw new Refusal(ErrorCode.BAD_CONFIG, "env_file " + file + ", read as " + user.name() + ": " + why);
            case FileText.Read(String text) -> variables(file, text);
        };
    }

    private static Map<String, String> variables(Path file, String text) throws Refusal {
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, String> variables = EnvFile.parse(file.toString(), text, mistakes);
        if (!mistakes.isEmpty()) {
            throw new Refusal(
                    ErrorCode.BAD_CONFIG, "env_file " + mistakes.getFirst().text());
        }
        Texts.check(variables);
        return variables;
    }
}
