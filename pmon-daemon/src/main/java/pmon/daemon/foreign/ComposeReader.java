package pmon.daemon.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.process.EnvFile;

/** process-compose.yaml of F1bonacc1/process-compose, as its version 1 reads it. */
final class ComposeReader implements ForeignReader {
    @Override
    public String name() {
        return "compose";
    }

    @Override
    public List<Draft> read(Path file, Map<String, String> environment, Findings findings) {
        List<String> lines = SourceText.lines(file, findings);
        if (!findings.mistakes().isEmpty()) {
            return List.of();
        }
        Document document = Document.parseWithReferences(file.toString(), String.join("\n", lines) + "\n", Format.YAML);
        document.mistakes().forEach(findings::wrong);
        Path directory = SourceText.directory(file);
        Path variables = directory.resolve(".env");
        boolean hasVariables = Files.isRegularFile(variables);
        Map<String, String> values = new HashMap<>();
        if (hasVariables) {
            values.putAll(parsed(variables, findings));
        }
        values.putAll(environment);
        UnaryOperator<String> plain = UnaryOperator.identity();
        boolean literal = new Section(file, "", document.root(), new Findings(), plain).flag("disable_env_expansion");
        UnaryOperator<String> expand = literal ? plain : text -> Variables.braces(text, values);
        Section top = new Section(file, "", document.root(), findings, expand);
        return read(top, directory, hasVariables ? variables : null, findings);
    }

    private static List<Draft> read(Section top, Path directory, @Nullable Path variables, Findings findings) {
        top.take("version");
        top.take("is_strict");
        top.take("disable_env_expansion");
        ComposeProcess.Surroundings around = new ComposeProcess.Surroundings(
                directory, variables, ComposeProcess.variables(top, "environment"), shell(top));
        Section processes = top.section("processes");
        for (String key : top.keys()) {
            // Keys that begin so are anybody's, for anchors mostly.
            if (key.startsWith("x-")) {
                top.take(key);
            }
        }
        top.rest();
        if (processes == null) {
            findings.note("there are no processes");
            return List.of();
        }
        List<ComposeProcess> all = new ArrayList<>();
        Map<String, List<String>> copies = new HashMap<>();
        Names names = new Names();
        for (String name : processes.keys()) {
            Section section = processes.section(name);
            if (section != null) {
                ComposeProcess process = new ComposeProcess(name, section, around, findings);
                copies.put(name, process.names(names));
                all.add(process);
            }
        }
        List<Draft> drafts = new ArrayList<>();
        all.forEach(process -> drafts.addAll(process.read(copies)));
        refuseUnknown(drafts, findings);
        findings.note(
                "programs get a clean environment with what env_vars and env_file say; process-compose gave them its own:"
                        + " where one needs that, set env_inherit: daemon");
        return List.copyOf(drafts);
    }

    private static String shell(Section top) {
        Section shell = top.section("shell");
        String command = shell == null ? null : shell.text("shell_command");
        if (shell != null) {
            String argument = shell.text("shell_argument");
            if (argument != null && !argument.equals("-c")) {
                shell.note(null, "shell_argument", "commands are handed to the shell with -c");
            }
            shell.rest();
        }
        return command == null ? "bash" : command;
    }

    /** What waits for something that nobody starts would wait for ever. */
    private static void refuseUnknown(List<Draft> drafts, Findings findings) {
        Set<String> idle = new HashSet<>();
        drafts.stream().filter(draft -> draft.idle != null).forEach(draft -> idle.add(draft.name));
        for (Draft draft : drafts) {
            for (String name : List.copyOf(draft.dependencies.keySet())) {
                if (idle.contains(name) && draft.idle == null) {
                    draft.dependencies.remove(name);
                    findings.note(
                            draft.name + " depends on " + name + ", which is disabled; the dependency is left out");
                }
            }
        }
    }

    private static Map<String, String> parsed(Path file, Findings findings) {
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, String> values =
                EnvFile.parse(file.toString(), String.join("\n", SourceText.lines(file, findings)), mistakes);
        mistakes.forEach(findings::wrong);
        return values;
    }
}
