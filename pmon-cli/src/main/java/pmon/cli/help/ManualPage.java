package pmon.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import pmon.cli.args.Declaration;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;

/** A page of section 1 in the language of man(7), from the same declarations as help. */
public final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage(String title, String version) {
        // Hyphens that are typed are minus signs, and the date is that of the version, which has none here.
        page.append(".TH ").append(text(title.toUpperCase(Locale.ROOT))).append(" 1 \"\" \"pmon ");
        page.append(text(version)).append("\" \"pmon\"\n");
    }

    /** The file name of a command's page. */
    public static String file(Declaration declaration) {
        return title(declaration) + ".1";
    }

    /** The page of one command. */
    public static String of(Declaration declaration, String version) {
        ManualPage page = new ManualPage(title(declaration), version);
        page.section("NAME").line(title(declaration) + " - " + declaration.summary());
        page.section("SYNOPSIS").line(HelpText.synopsis(declaration));
        page.section("DESCRIPTION").line(declaration.summary() + ".");
        List<String> names = new ArrayList<>();
        declaration.aliases().forEach(alias -> names.add("pmon " + alias));
        if (!names.isEmpty()) {
            page.paragraph("Also called: " + String.join(", ", names) + ".");
        }
        if (!declaration.details().isEmpty()) {
            page.paragraph("");
            declaration.details().forEach(page::brokenLine);
        }
        Parameters parameters = declaration.parameters();
        if (parameters.most() > 0) {
            page.section("ARGUMENTS").entry(parameters.label(), parameters.description());
        }
        page.section("OPTIONS");
        declaration.options().forEach(page::option);
        GlobalOptions.ALL.forEach(page::option);
        page.section("SEE ALSO").line("pmon(1)");
        return page.page.toString();
    }

    /** The page of pmon itself, which lists the commands. */
    public static String ofAll(List<? extends Declaration> declarations, String version) {
        ManualPage page = new ManualPage("pmon", version);
        page.section("NAME").line("pmon - keep programs alive");
        page.section("SYNOPSIS").line("pmon COMMAND [OPTIONS] [WHAT]");
        page.section("COMMANDS");
        for (Declaration declaration : declarations) {
            page.entry("pmon " + declaration.name(), declaration.summary() + ". See " + title(declaration) + "(1).");
        }
        page.section("OPTIONS").line("All commands take these, anywhere in front of --.");
        GlobalOptions.ALL.forEach(page::option);
        page.section("ENVIRONMENT");
        page.entry("PMON_HOME", "The directory below which everything is: configuration, data, logs, run directory.");
        page.entry("NO_COLOR", "Set to anything, it has output printed without colours.");
        page.entry("COLUMNS", "How wide a table may be; 100 where it is not set.");
        page.section("EXIT STATUS");
        page.entry("0", "Done.");
        page.entry("1", "It failed, such as a program that could not be started.");
        page.entry("2", "The command line or the configuration is wrong.");
        page.entry("3", "No daemon is running.");
        page.entry("4", "It is running already.");
        page.entry("5", "Nothing has that name, or there is nothing to do it with.");
        page.entry("6", "The program is not healthy.");
        page.entry("7", "The caller may not.");
        page.entry("124", "The outcome was still open when --timeout ended the wait.");
        return page.page.toString();
    }

    /**
     * The page of a program of another name.
     *
     * @param description paragraphs
     * @param sections what each lists, by its heading: terms and what they mean
     */
    public static String of(
            String program,
            String summary,
            String synopsis,
            List<String> description,
            SequencedMap<String, SequencedMap<String, String>> sections,
            String version) {
        ManualPage page = new ManualPage(program, version);
        page.section("NAME").line(program + " - " + summary);
        page.section("SYNOPSIS").line(synopsis);
        page.section("DESCRIPTION");
        description.forEach(page::paragraph);
        sections.forEach((heading, entries) -> {
            page.section(heading);
            entries.forEach(page::entry);
        });
        page.section("SEE ALSO").line("pmon(1)");
        return page.page.toString();
    }

    private static String title(Declaration declaration) {
        return "pmon-" + declaration.name().replace(' ', '-');
    }

    private ManualPage section(String title) {
        page.append(".SH ").append(title).append('\n');
        return this;
    }

    private void option(Option option) {
        String names = String.join(", ", option.names());
        String label = option.label();
        entry(
                switch (option.kind()) {
                    case FLAG -> names;
                    case OPTIONAL -> names + "[=" + label + "]";
                    case VALUE, LIST, VERBATIM -> names + " " + label;
                },
                option.description());
    }

    private void entry(String term, String description) {
        page.append(".TP\n\\fB").append(protect(text(term))).append("\\fR\n");
        line(sentence(description));
    }

    private void paragraph(String text) {
        page.append(".PP\n");
        if (!text.isEmpty()) {
            line(text);
        }
    }

    private void brokenLine(String text) {
        line(text);
        page.append(".br\n");
    }

    private void line(String text) {
        page.append(protect(text(text))).append('\n');
    }

    private static String sentence(String text) {
        String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** A line must not begin like a request. */
    private static String protect(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    private static String text(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("\"", "\\(dq")
                .replace("…", "\\&...");
    }
}
