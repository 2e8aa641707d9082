package yecai.hub.cli.codes;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;
import yecai.sql.jdbi.Handles;

/** Shows how many codes of each source and kind are mapped, what is parked for a code, and which changes are under way. */
@Command(
        name = "report",
        description = {
            "Lists by source and kind how many codes are mapped, assigned or qualified, which codes documents are parked for, and which"
                    + " changes of codes are not in all rows yet.",
            "Which customers and suppliers look like one is for readers of finance: the view finance.code_conformance."
        },
        mixinStandardHelpOptions = true)
final class CodesReportCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Codes(
            String source,
            String kind,
            String rule,
            long mapped,
            long assigned,
            long qualified,
            long parked,
            long documents) {}

    private record Parked(String source, String kind, String code, long documents, String reason) {}

    private record Change(String source, String kind, String code, String state, long keys, String problem) {}

    private record Report(List<Codes> codes, List<Parked> parked, List<Change> changes) {}

    @Override
    public Integer call() {
        Report report = dba.asDba(CodesReportCommand::read);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(out, report);
        } else {
            print(out, report);
        }
        return 0;
    }

    private static Report read(Handle hub) {
        return new Report(
                hub.createQuery(Handles.sql(CodesReportCommand.class, "codes"))
                        .map(ConstructorMapper.of(Codes.class))
                        .list(),
                hub.createQuery(Handles.sql(CodesReportCommand.class, "parked"))
                        .map(ConstructorMapper.of(Parked.class))
                        .list(),
                hub.createQuery(Handles.sql(CodesReportCommand.class, "changes"))
                        .map(ConstructorMapper.of(Change.class))
                        .list());
    }

    private static void print(PrintWriter out, Report report) {
        TextTable codes = new TextTable(
                "source", "kind", "rule", "mapped", "assigned", "qualified", "parked", "documents parked");
        for (Codes found : report.codes()) {
            codes.add(
                    found.source(),
                    found.kind(),
                    found.rule(),
                    Long.toString(found.mapped()),
                    Long.toString(found.assigned()),
                    Long.toString(found.qualified()),
                    Long.toString(found.parked()),
                    Long.toString(found.documents()));
        }
        codes.print(out);
        if (!report.parked().isEmpty()) {
            out.println();
            TextTable parked = new TextTable("source", "kind", "code without one of the group", "documents", "reason");
            for (Parked found : report.parked()) {
                parked.add(
                        found.source(), found.kind(), found.code(), Long.toString(found.documents()), found.reason());
            }
            parked.print(out);
        }
        if (!report.changes().isEmpty()) {
            out.println();
            TextTable changes = new TextTable("source", "kind", "changed code", "state", "keys left", "problem");
            for (Change found : report.changes()) {
                changes.add(
                        found.source(),
                        found.kind(),
                        found.code() == null ? "*" : found.code(),
                        found.state(),
                        Long.toString(found.keys()),
                        found.problem() == null ? "-" : found.problem());
            }
            changes.print(out);
        }
    }
}
