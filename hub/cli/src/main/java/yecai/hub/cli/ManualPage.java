package yecai.hub.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the command line in man's own language (roff), with every command and option that help shows. */
record ManualPage(CommandLine line, String version, String date) {
    private static final String INTRODUCTION = """
            .SH DESCRIPTION
            Yecai Hub captures the changes of production ERP databases into one governed PostgreSQL database, in which
            finance systems read costs, receivables, orders and the ledger with ordinary SQL, seconds after the ERP
            committed them. A new hub needs the commands init, migrate, load and capture, in this order; api serves the
            same figures over HTTP.
            .PP
            Installed as a package, yecai uses /etc/yecai/yecai.yml unless \\fB\\-\\-config\\fR or
            \\fBYECAI_CONFIG\\fR names another file.
            """;
    private static final String CLOSE = """
            .SH ENVIRONMENT
            .TP
            .B YECAI_CONFIG
            The configuration file, unless \\fB\\-\\-config\\fR names one.
            .TP
            .B JAVA_HOME
            Which Java runs it; else the one on the PATH. It must be 17 or newer.
            .TP
            .B YECAI_JAVA_OPTIONS
            Options for Java, such as \\-Xmx2g.
            .SH FILES
            .TP
            .I /etc/yecai/yecai.yml
            The configuration file of a package.
            .TP
            .I /etc/default/yecai
            Environment of the services of a package.
            .SH SEE ALSO
            .BR systemctl (1),
            .BR psql (1),
            and the pages that come with the package: README.md, hub/CONFIGURATION.md, ops/README.md.
            """;

    String text() {
        StringBuilder page = new StringBuilder(".\\\" made from the program's own help\n")
                .append(".TH YECAI 1 \"%s\" \"Yecai Hub %s\" \"Yecai Hub\"\n".formatted(date, version))
                .append(".SH NAME\nyecai \\- one governed PostgreSQL database for finance from the changes of ERPs\n")
                .append(".SH SYNOPSIS\n.B yecai\n.I COMMAND\n[\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]\n")
                .append(INTRODUCTION)
                .append(".SH COMMANDS\n");
        subcommands(line.getCommandSpec()).forEach((name, command) -> add(page, command));
        page.append(".SH EXIT STATUS\n");
        line.getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(".TP\n.B ")
                        .append(escaped(code.strip()))
                        .append('\n')
                        .append(escaped(meaning))
                        .append('\n'));
        return page.append(CLOSE).toString();
    }

    private static void add(StringBuilder page, CommandSpec command) {
        page.append(".SS ").append(escaped(command.qualifiedName())).append('\n');
        paragraph(page, command.usageMessage().description());
        for (PositionalParamSpec argument : command.positionalParameters()) {
            if (!argument.hidden()) {
                page.append(".TP\n.I ").append(escaped(argument.paramLabel())).append('\n');
                paragraph(page, argument.description());
            }
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String names =
                        Arrays.stream(option.names()).map(ManualPage::escaped).collect(Collectors.joining(", "));
                String value = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
                page.append(".TP\n\\fB")
                        .append(names)
                        .append("\\fR")
                        .append(value)
                        .append('\n');
                paragraph(page, option.description());
            }
        }
        subcommands(command).forEach((name, inner) -> add(page, inner));
    }

    private static Map<String, CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getCommandSpec(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static void paragraph(StringBuilder page, String... lines) {
        List<String> texts = Arrays.stream(lines)
                .flatMap(text -> text.replace("%n", "\n").replace("%%", "%").lines())
                .map(text -> escaped(text.strip()))
                .toList();
        page.append(String.join("\n", texts)).append('\n');
    }

    /** No character of a text is an instruction to roff, and what one copies is what one typed. */
    static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return safe.startsWith(".") ? "\\&" + safe : safe;
    }
}
