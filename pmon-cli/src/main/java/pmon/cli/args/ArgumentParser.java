package pmon.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.cli.shell.Failure;

/**
 * Reads a command line by its declaration: {@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, several
 * short flags in one word, {@code --} before words that are no options.
 *
 * <p>By hand, because reading a line with picocli takes 7 ms of the 40 that {@code pmon ls} takes (30 where its classes are not in the
 * JVM's cache). The tests hold this against picocli, which reads the same declarations for help.
 */
public final class ArgumentParser {
    private final Declaration declaration;
    private final List<Option> options;
    private final List<String> line;
    private final Arguments arguments = new Arguments();
    private int next;

    private ArgumentParser(Declaration declaration, List<String> line) {
        this.declaration = declaration;
        this.options = new ArrayList<>(declaration.options());
        this.options.addAll(GlobalOptions.ALL);
        this.line = line;
    }

    /** Reads the words of a line, without the command's name. */
    public static Arguments parse(Declaration declaration, List<String> line) throws Failure {
        ArgumentParser parser = new ArgumentParser(declaration, line);
        parser.read();
        if (!parser.arguments.has(GlobalOptions.HELP)) {
            parser.checkCount();
        }
        return parser.arguments;
    }

    private void read() throws Failure {
        while (next < line.size()) {
            String word = line.get(next++);
            if (word.equals("--")) {
                behindDashes();
            } else if (word.startsWith("--")) {
                longOption(word);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                shortOptions(word);
            } else {
                arguments.add(word);
            }
        }
    }

    private void behindDashes() {
        List<String> behind = line.subList(next, line.size());
        next = line.size();
        if (declaration.parameters().rest()) {
            arguments.rest(behind);
        } else {
            behind.forEach(arguments::add);
        }
    }

    private void longOption(String word) throws Failure {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = require(name, word);
        if (equals < 0) {
            take(option, name, null);
        } else if (option.kind() == Option.Kind.FLAG) {
            throw Failure.usage(name + " takes no value");
        } else {
            take(option, name, word.substring(equals + 1));
        }
    }

    private void shortOptions(String word) throws Failure {
        for (int i = 1; i < word.length(); i++) {
            String name = "-" + word.charAt(i);
            Option option = require(name, word);
            if (option.kind() != Option.Kind.FLAG) {
                String attached = word.substring(i + 1);
                if (attached.startsWith("=")) {
                    attached = attached.substring(1);
                }
                take(option, name, i + 1 == word.length() ? null : attached);
                return;
            }
            take(option, name, null);
        }
    }

    private void take(Option option, String name, @Nullable String attached) throws Failure {
        switch (option.kind()) {
            case FLAG -> arguments.add(option, "");
            case VALUE -> {
                if (arguments.has(option)) {
                    throw Failure.usage(option.longest() + " is given twice");
                }
                arguments.add(option, attached == null ? valueOf(option, name) : attached);
            }
            case OPTIONAL -> {
                if (arguments.has(option)) {
                    throw Failure.usage(option.longest() + " is given twice");
                }
                arguments.add(option, attached == null ? optionalValue() : attached);
            }
            case LIST -> {
                for (String value : split(attached == null ? valueOf(option, name) : attached)) {
                    arguments.add(option, value);
                }
            }
            case VERBATIM -> arguments.add(option, attached == null ? word(option, name) : attached);
        }
    }

    /** The next word, unless it looks like an option: then the value was most likely forgotten. */
    private String valueOf(Option option, String name) throws Failure {
        String value = word(option, name);
        if (value.length() > 1 && value.charAt(0) == '-') {
            throw Failure.usage(name + " needs a value (" + option.label() + "), not " + value
                    + "; a value that begins with a dash is written " + option.longest() + "=" + value);
        }
        return value;
    }

    /** The next word, if there is one and it is no option. */
    private String optionalValue() {
        return next == line.size() || line.get(next).startsWith("-") ? "" : line.get(next++);
    }

    private String word(Option option, String name) throws Failure {
        if (next == line.size()) {
            throw Failure.usage(name + " needs a value: " + option.label());
        }
        return line.get(next++);
    }

    private static List<String> split(String values) {
        List<String> all = new ArrayList<>();
        int from = 0;
        while (from <= values.length()) {
            int comma = values.indexOf(',', from);
            int end = comma < 0 ? values.length() : comma;
            String value = values.substring(from, end).strip();
            if (!value.isEmpty()) {
                all.add(value);
            }
            from = end + 1;
        }
        return all;
    }

    private Option require(String name, String word) throws Failure {
        List<String> known = new ArrayList<>();
        for (Option option : options) {
            if (option.names().contains(name)) {
                return option;
            }
            known.addAll(option.names());
        }
        String message = "unknown option " + (word.startsWith("--") || word.length() == 2 ? name : name + " in " + word)
                + " of " + declaration.name() + Nearest.suggestion(name, known);
        if (declaration.parameters().rest()) {
            message +=
                    "; what is meant for the program goes behind --: pmon " + declaration.name() + " FILE -- " + word;
        }
        throw Failure.usage(message);
    }

    private void checkCount() throws Failure {
        Parameters parameters = declaration.parameters();
        List<String> words = arguments.words();
        for (String word : words) {
            if (word.isEmpty()) {
                throw Failure.usage("an empty word is no " + orWord(parameters.label()));
            }
        }
        if (words.size() < parameters.least()) {
            throw Failure.usage(declaration.name() + " needs " + parameters.label() + ": " + parameters.description());
        }
        if (words.size() > parameters.most()) {
            String extra = words.get(parameters.most());
            String message = declaration.name() + " does not take " + extra;
            if (parameters.rest()) {
                message += "; arguments of the program go behind --: pmon " + declaration.name() + " "
                        + words.getFirst() + " -- " + extra;
            }
            throw Failure.usage(message);
        }
    }

    private static String orWord(String label) {
        return label.isEmpty() ? "argument" : label;
    }
}
