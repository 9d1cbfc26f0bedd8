package pmon.daemon.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.daemon.document.Position;

/** Procfiles as foreman and its kin read them: {@code name: command} a line, and {@code .env} beside. */
final class ProcfileReader implements ForeignReader {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");
    private static final Pattern PORT = Pattern.compile("\\$(PORT\\b|\\{PORT\\b)");

    @Override
    public String name() {
        return "procfile";
    }

    @Override
    public List<Draft> read(Path file, Map<String, String> environment, Findings findings) {
        Path directory = SourceText.directory(file);
        Path variables = directory.resolve(".env");
        boolean hasVariables = Files.isRegularFile(variables);
        Names names = new Names();
        List<Draft> drafts = new ArrayList<>();
        int number = 0;
        for (String line : SourceText.lines(file, findings)) {
            Position at = new Position(++number, 1);
            Matcher matcher = LINE.matcher(line.strip());
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            if (!matcher.matches()) {
                findings.wrong(file, at, "is not of the form name: command");
                continue;
            }
            Draft draft = new Draft(names.distinct(matcher.group(1)));
            if (!draft.name.equals(matcher.group(1))) {
                findings.note(file, at, matcher.group(1) + " is called " + draft.name + " here");
            }
            draft.run(matcher.group(2), "/bin/sh");
            draft.directory = directory.toString();
            draft.environmentFile = hasVariables ? variables : null;
            draft.resolve(directory);
            if (PORT.matcher(matcher.group(2)).find()) {
                findings.note(
                        file,
                        at,
                        draft.name
                                + ": PORT is given by foreman (5000, 5100, ...) and by nobody here; set it in env_vars"
                                + (hasVariables ? ", unless .env does" : ""));
            }
            if (matcher.group(1).equals("release")) {
                draft.idle = "Heroku runs a release command once, before the others";
                findings.note(file, at, "release: is a command that is run once; it is written as a comment");
            }
            drafts.add(draft);
        }
        if (!drafts.isEmpty()) {
            findings.note("foreman ends all programs when one ends; here each is started again");
        }
        return drafts;
    }
}
