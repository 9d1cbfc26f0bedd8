package pmon.distribution.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is different each time a command runs, or in another image: process ids, times, amounts, and with them the widths of tables; parts.
 */
final class Volatile {
    /** In a table of programs, a description, an event, or JSON. */
    private static final Pattern PID =
            Pattern.compile("(?<before>^│ +\\d+ │ [^│]* │ +|│ pid +│ |\\bpid |\"pid\": ?)(?<pid>\\d+)");

    private static final List<Rule> RULES = List.of(
            new Rule("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?", "TIME"),
            new Rule("\\b(\\d+ ?ms|\\d+\\.\\d s|\\d+s|\\d+m \\d+s)(?!\\w)", "DURATION"),
            new Rule("\\b\\d+(\\.\\d)? [KMG]?iB\\b", "SIZE"),
            // A program has no share of the processor before it has been looked at twice, and no memory before once.
            new Rule("│ +\\d+\\.\\d% │", "│ - │"),
            new Rule("│ +SIZE │", "│ - │"),
            new Rule("│ cpu +│.*", ""),
            new Rule("(\"(cpu_percent|memory_bytes|uptime_ms)\": ?)[^,}]+", "$1AMOUNT"),
            new Rule("\\b\\d+\\.\\d+\\.\\d+\\b", "VERSION"),
            new Rule("^(java|os|uses|ipc|store) .*", "$1"),
            new Rule("(\"(java|os)\": ?)\"[^\"]*\"", "$1NAME"),
            new Rule("─+", "─"),
            new Rule(" +", " "),
            new Rule(" $", ""));

    private Volatile() {}

    private record Rule(Pattern what, String stands) {
        Rule(String what, String stands) {
            this(Pattern.compile(what), stands);
        }
    }

    /** The lines with a word in place of all that; lines of which nothing is left are gone. */
    static List<String> hidden(List<String> lines) {
        List<String> hidden = new ArrayList<>();
        for (String line : lines) {
            String rest = PID.matcher(line).replaceAll("${before}PID");
            for (Rule rule : RULES) {
                rest = rule.what().matcher(rest).replaceAll(rule.stands());
            }
            if (!rest.isEmpty()) {
                hidden.add(rest);
            }
        }
        return hidden;
    }

    /** The process ids in the order in which they stand there. */
    static List<String> pids(List<String> lines) {
        List<String> pids = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = PID.matcher(line);
            while (matcher.find()) {
                pids.add(matcher.group("pid"));
            }
        }
        return pids;
    }
}
