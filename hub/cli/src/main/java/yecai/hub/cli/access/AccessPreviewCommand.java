package yecai.hub.cli.access;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.access.Preview;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.text.TextTable;

/** How many rows a principal sees. */
@Command(
        name = "preview",
        description = "Counts the rows of each company that a principal sees of a dataset; audited.",
        mixinStandardHelpOptions = true)
final class AccessPreviewCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Parameters(index = "0", paramLabel = "PRINCIPAL")
    private String principal;

    @Parameters(index = "1", paramLabel = "DATASET")
    private String dataset;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Long> rowsOf = dba.asDba(hub -> Preview.count(hub, principal, dataset));
        TextTable table = new TextTable("company", "rows");
        rowsOf.forEach((company, rows) -> table.add(company.isEmpty() ? "-" : company, Long.toString(rows)));
        table.print(spec.commandLine().getOut());
        return 0;
    }
}
