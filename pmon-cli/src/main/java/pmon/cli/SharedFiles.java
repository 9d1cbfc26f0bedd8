package pmon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pmon.cli.client.Build;
import pmon.cli.command.Command;
import pmon.cli.command.Commands;
import pmon.cli.completion.Scripts;
import pmon.cli.help.ManualPage;
import pmon.cli.help.ProcmonPage;
import pmon.cli.procdog.ProcdogPage;

/** What the image's build runs to put into {@code share} what is made from the commands: manual pages and completion scripts. */
public final class SharedFiles {
    private SharedFiles() {}

    /** Takes the directory. */
    public static void main(String[] arguments) throws IOException {
        writeTo(Path.of(arguments[0]));
    }

    static void writeTo(Path share) throws IOException {
        Path manual = Files.createDirectories(share.resolve("man/man1"));
        String version = Build.version();
        Files.writeString(manual.resolve("pmon.1"), ManualPage.ofAll(Commands.shown(), version));
        for (Command command : Commands.shown()) {
            Files.writeString(manual.resolve(ManualPage.file(command)), ManualPage.of(command, version));
        }
        Files.writeString(manual.resolve("procdog.1"), ProcdogPage.of(version));
        Files.writeString(manual.resolve("procmon.1"), ProcmonPage.of(version));
        // Where each shell looks, below /usr/share.
        script(share.resolve("bash-completion/completions/pmon"), "bash");
        script(share.resolve("zsh/site-functions/_pmon"), "zsh");
        script(share.resolve("fish/vendor_completions.d/pmon.fish"), "fish");
    }

    private static void script(Path file, String shell) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, Scripts.of(shell));
    }
}
