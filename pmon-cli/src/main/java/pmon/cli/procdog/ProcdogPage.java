package pmon.cli.procdog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import pmon.cli.help.ManualPage;

/** The manual page of {@code procdog}. */
public final class ProcdogPage {
    private ProcdogPage() {}

    /** The page. */
    public static String of(String version) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            String value = setting.kind == Setting.Kind.FLAG ? "" : " VALUE";
            options.put((setting == Setting.COMMAND ? "-c, " : "") + setting.option() + value, setting.help);
        }
        options.put(
                "--config FILE",
                "configuration file to read (default: procdog.cfg beside this program, or ~/.procdog.cfg)");
        options.put("--debug", "enable debugging output");
        options.put("-h, --help", "show how it is called and exit");
        options.put("-v, --version", "show the version and exit");
        SequencedMap<String, String> commands = new LinkedHashMap<>();
        commands.put("start NAME", "Starts a process, or tells of the one that runs under this name");
        commands.put("status NAME", "Tells whether it runs, whether it is healthy, or how it has ended");
        commands.put("wait NAME", "Waits until it is healthy, or its checks are used up");
        commands.put("stop NAME", "Stops it, with all that it has started");
        SequencedMap<String, String> exits = new LinkedHashMap<>();
        exits.put("0", "Done");
        exits.put("2", "The command line is wrong, or the process cannot be started");
        exits.put("3", "The configuration file is wrong, or a variable that it names is not set");
        exits.put("4", "It is running already (start --strict)");
        exits.put("5", "It is not running (status, stop --strict)");
        exits.put("6", "It is not healthy (wait, start --ensure-healthy)");
        SequencedMap<String, SequencedMap<String, String>> sections = new LinkedHashMap<>();
        sections.put("COMMANDS", commands);
        sections.put("OPTIONS", options);
        sections.put("EXIT STATUS", exits);
        return ManualPage.of(
                "procdog",
                "start a process, wait until it is healthy, stop it",
                "procdog COMMAND NAME [OPTIONS]",
                List.of(
                        "Does what procdog does, with the same answers and exit codes, on the daemon of pmon(1), where a process is"
                                + " called procdog:NAME. It is not restarted, and is forgotten a while after its end.",
                        "Options may also stand in the section NAME of the configuration file, without -- and with _ for -; the line"
                                + " counts."),
                sections,
                version);
    }
}
