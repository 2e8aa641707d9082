package yecai.hub.cli.assess;

import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import yecai.cdc.assess.AssessedTable;
import yecai.cdc.assess.Assessment;
import yecai.cdc.assess.Finding;
import yecai.cdc.assess.PackCoverage;
import yecai.cdc.assess.Severity;
import yecai.cdc.preflight.SlotLog;
import yecai.hub.cli.text.TextTable;
import yecai.sql.text.Printable;

/** An assessment as a report in English or Chinese. What an ERP named may hold any character, and becomes no line of its own. */
final class AssessText {
    private final ResourceBundle texts;
    private final PrintWriter out;

    AssessText(Locale language, PrintWriter out) {
        this.texts = ResourceBundle.getBundle(
                "yecai.hub.cli.assess.assess",
                language,
                AssessText.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.out = out;
    }

    void print(Assessment assessment) {
        Assessment.ErpDatabase database = assessment.database();
        say("title", database.databaseName(), database.version(), database.encoding(), database.walLevel());
        if (database.logBytesPerHour() != null) {
            say("log", SlotLog.text(database.logBytesPerHour()));
        }
        for (Severity severity : Severity.values()) {
            printFindings(severity, assessment.findings());
        }
        printPacks(assessment.packs());
        printTables(assessment.tables());
        printFixes(assessment.findings());
        out.println();
        say(assessment.isBlocked() ? "verdict.blocked" : "verdict.free");
    }

    /** Returns the sentence of a finding. */
    String sentence(Finding finding) {
        return text(finding.code().name(), finding.object(), finding.value());
    }

    private void printFindings(Severity severity, List<Finding> findings) {
        List<String> sentences = findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .map(this::sentence)
                .toList();
        out.println();
        out.println(text(severity.name().toLowerCase(Locale.ROOT)) + ":");
        (sentences.isEmpty() ? List.of(text("none")) : sentences).forEach(sentence -> out.println("  - " + sentence));
    }

    private void printPacks(List<PackCoverage> packs) {
        out.println();
        out.println(text("packs") + ":");
        for (PackCoverage pack : packs) {
            String key = pack.fits() ? "pack.fits" : "pack.fits.not";
            out.println("  - " + text(key, pack.pack(), pack.found(), pack.tables()));
            if (pack.fits() && !pack.without().isEmpty()) {
                out.println("    " + text("pack.without", String.join(", ", pack.without())));
            }
            pack.missing().forEach(missing -> out.println("    " + text("pack.missing", missing)));
            pack.refused().forEach(refused -> out.println("    " + text("pack.refused", refused)));
        }
    }

    private void printTables(List<AssessedTable> tables) {
        out.println();
        out.println(text("tables") + ":");
        TextTable lines = new TextTable(text("table.headers").split("\\|"));
        for (AssessedTable table : tables) {
            lines.add(
                    table.schemaName() + "." + table.tableName(),
                    table.rowCount() == null ? text("table.unknown") : Long.toString(table.rowCount()),
                    SlotLog.text(table.bytes()),
                    table.changesPerDay() == null
                            ? text("table.unknown")
                            : String.format(Locale.ROOT, "%.0f", table.changesPerDay()),
                    table.key().isEmpty() ? text("table.none") : String.join(", ", table.key()));
        }
        lines.print(out);
    }

    private void printFixes(List<Finding> findings) {
        List<Finding> fixable =
                findings.stream().filter(finding -> finding.fix() != null).toList();
        out.println();
        say(fixable.isEmpty() ? "sql.none" : "sql");
        for (Finding finding : fixable) {
            out.println("-- " + sentence(finding));
            out.println(Printable.line(finding.fix()));
        }
    }

    private void say(String key, Object... values) {
        out.println(text(key, values));
    }

    private String text(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? "" : values[i].toString();
        }
        return Printable.line(new MessageFormat(this.texts.getString(key), Locale.ROOT).format(texts));
    }
}
