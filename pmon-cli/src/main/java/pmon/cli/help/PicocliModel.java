package pmon.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import pmon.cli.args.Declaration;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;

/** Declarations as picocli has them: what help is laid out from, and what the tests hold our parser against. */
public final class PicocliModel {
    private PicocliModel() {}

    /** A command with its own options and those that all commands take. */
    public static CommandSpec of(Declaration declaration) {
        CommandSpec spec = CommandSpec.create().name("pmon " + declaration.name());
        spec.aliases(declaration.aliases().toArray(String[]::new));
        spec.usageMessage().description(text(declaration.summary() + "."));
        declaration.options().forEach(option -> spec.addOption(option(option, 0)));
        GlobalOptions.ALL.forEach(option -> spec.addOption(option(option, 1)));
        Parameters parameters = declaration.parameters();
        if (parameters.most() > 0) {
            spec.addPositional(positional(parameters));
        }
        return spec;
    }

    private static OptionSpec option(Option option, int order) {
        OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new))
                .description(text(option.description()))
                .order(order);
        return switch (option.kind()) {
            case FLAG -> builder.type(boolean.class).arity("0").build();
            case VALUE ->
                builder.type(String.class).arity("1").paramLabel(option.label()).build();
            case OPTIONAL ->
                builder.type(String.class)
                        .arity("0..1")
                        .fallbackValue("")
                        .paramLabel(option.label())
                        .build();
            case LIST ->
                builder.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .splitRegex(",")
                        .paramLabel(option.label())
                        .hideParamSyntax(true)
                        .build();
            case VERBATIM ->
                builder.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel(option.label())
                        .parameterConsumer(PicocliModel::asItIs)
                        .build();
        };
    }

    /** picocli would refuse a word that looks like an option. */
    private static void asItIs(Stack<String> words, CommandLine.Model.ArgSpec argument, CommandSpec command) {
        if (words.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), argument.paramLabel() + " is missing");
        }
        List<String> values = argument.getValue();
        List<String> all = values == null ? new ArrayList<>() : values;
        all.add(words.pop());
        argument.setValue(all);
    }

    private static PositionalParamSpec positional(Parameters parameters) {
        boolean many = parameters.rest() || parameters.most() == Integer.MAX_VALUE;
        return PositionalParamSpec.builder()
                .paramLabel(parameters.label())
                .arity(parameters.least() + ".." + (many ? "*" : Integer.toString(parameters.most())))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hideParamSyntax(true)
                .description(text(parameters.description()))
                .build();
    }

    /** picocli formats its texts. */
    private static String text(String text) {
        return text.replace("%", "%%");
    }
}
