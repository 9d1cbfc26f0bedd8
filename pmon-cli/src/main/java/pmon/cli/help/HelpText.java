package pmon.cli.help;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import pmon.cli.args.Declaration;
import pmon.cli.args.Parameters;

/** What {@code help} and {@code --help} print. */
public final class HelpText {
    /** The least that picocli lays out. */
    private static final int LEAST_COLUMNS = 60;

    private HelpText() {}

    /** Of one command. */
    public static String of(Declaration declaration, int columns, boolean colour) {
        CommandSpec spec = PicocliModel.of(declaration);
        spec.usageMessage()
                .width(Math.max(LEAST_COLUMNS, columns))
                .sortOptions(false)
                .adjustLineBreaksForWideCJKCharacters(false)
                .customSynopsis(synopsis(declaration))
                .footer(details(declaration));
        return new CommandLine(spec).getUsageMessage(colour ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /** Of several commands: a line each. */
    public static String of(List<? extends Declaration> declarations, int columns, boolean colour) {
        int names = 0;
        for (Declaration declaration : declarations) {
            names = Math.max(names, title(declaration).length());
        }
        StringBuilder text = new StringBuilder("Usage: pmon COMMAND [OPTIONS]\n\nCommands:\n");
        for (Declaration declaration : declarations) {
            String title = title(declaration);
            text.append("  ").append(title).append(" ".repeat(names - title.length()));
            text.append("  ").append(declaration.summary()).append('\n');
        }
        return text.append("\nOptions of all commands:\n")
                .append(globalOptions(columns, colour))
                .append("\npmon help COMMAND tells more about one.\n")
                .toString();
    }

    private static String globalOptions(int columns, boolean colour) {
        CommandSpec spec = PicocliModel.of(new Declaration() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public String summary() {
                return "";
            }
        });
        spec.usageMessage().width(Math.max(LEAST_COLUMNS, columns)).sortOptions(false);
        return new Help(spec, Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF)).optionList();
    }

    private static String title(Declaration declaration) {
        StringBuilder title = new StringBuilder(declaration.name());
        for (String alias : declaration.aliases()) {
            title.append(", ").append(alias);
        }
        return title.toString();
    }

    static String synopsis(Declaration declaration) {
        Parameters parameters = declaration.parameters();
        StringBuilder line =
                new StringBuilder("pmon ").append(declaration.name()).append(" [OPTIONS]");
        if (parameters.most() > 0) {
            boolean repeated = parameters.most() > 1 && parameters.label().indexOf(' ') < 0;
            String label = parameters.label() + (repeated ? "…" : "");
            line.append(' ').append(parameters.least() == 0 ? "[" + label + "]" : label);
        }
        if (parameters.rest()) {
            line.append(" [-- ARG…]");
        }
        return line.toString();
    }

    private static String[] details(Declaration declaration) {
        List<String> details = new ArrayList<>();
        if (!declaration.aliases().isEmpty()) {
            details.add("Also called: " + String.join(", ", declaration.aliases()) + ".");
        }
        details.addAll(declaration.details());
        if (!details.isEmpty()) {
            details.addFirst("");
        }
        return details.toArray(String[]::new);
    }
}
