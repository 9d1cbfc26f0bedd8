package pmon.distribution.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of a document and what it prints there. Examples stand in fenced blocks marked {@code console}: a line that begins with
 * {@code "$ "} is a command, one that begins with {@code "> "} continues it, all others are what it prints; a line {@code …} stands
 * for any number of lines.
 *
 * @param line where the command stands, from 1
 */
record Example(int line, String command, List<String> output) {
    private static final String BEGIN = "```console";
    private static final String END = "```";

    Example {
        output = List.copyOf(output);
    }

    /** All of a document, from its beginning to its end. */
    static List<Example> in(Path document) throws IOException {
        List<Example> examples = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.equals(BEGIN)) {
                inside = true;
            } else if (line.equals(END)) {
                inside = false;
            } else if (inside && line.startsWith("$ ")) {
                examples.add(read(lines, i));
            }
        }
        return examples;
    }

    private static Example read(List<String> lines, int start) {
        StringBuilder command = new StringBuilder(lines.get(start).substring(2));
        int next = start + 1;
        while (lines.get(next).startsWith("> ")) {
            command.append('\n').append(lines.get(next).substring(2));
            next++;
        }
        int end = next;
        while (!lines.get(end).startsWith("$ ") && !lines.get(end).equals(END)) {
            end++;
        }
        return new Example(start + 1, command.toString(), lines.subList(next, end));
    }
}
