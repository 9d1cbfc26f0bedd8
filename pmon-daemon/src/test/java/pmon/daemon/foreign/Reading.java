package pmon.daemon.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.export.Export;
import pmon.daemon.process.WrittenProgram;

/** A file that was read by a reader of its format, with paths below its directory shown without that. */
record Reading(Path directory, List<Draft> drafts, Findings findings) {
    static Reading of(String format, Path directory, String text, String... environment) throws IOException {
        ForeignReader reader = ForeignReader.ALL.stream()
                .filter(each -> each.name().equals(format))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(directory.resolve("file"), text);
        Findings findings = new Findings();
        Map<String, String> variables = environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
        return new Reading(directory, reader.read(file, variables, findings), findings);
    }

    String yaml() {
        return shown(Export.text(
                Format.YAML,
                drafts.stream().map(Draft::command).map(WrittenProgram::of).toList()));
    }

    List<String> notes() {
        return findings.notes().stream().map(this::shown).toList();
    }

    List<String> mistakes() {
        return findings.mistakes().stream().map(Mistake::text).map(this::shown).toList();
    }

    Stream<String> names() {
        return drafts.stream().map(draft -> draft.name);
    }

    private String shown(String text) {
        return text.replace(directory + "/", "").replace(directory.toString(), ".");
    }
}
