package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.YecaiException;

/** Decides about tables that stand still since their form in the ERP changed. */
@Command(
        name = "schema",
        description = {
            "Shows the tables that stand still since their form in the ERP changed, and what is not captured at all.",
            "accept: the mirror takes the ERP's form. ignore: it keeps its own.",
            "Either way the table is copied anew, so that nothing is lost, and follows the ERP again."
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private enum Action {
        LIST,
        ACCEPT,
        IGNORE
    }

    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Parameters(
            index = "0",
            defaultValue = "list",
            paramLabel = "list|accept|ignore",
            description = "What to do (default: ${DEFAULT-VALUE}).")
    private Action action;

    @Parameters(
            index = "1..*",
            paramLabel = "TABLE",
            description = "Only these tables, as schema.table (default: all that stand still).")
    private List<String> tables = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        List<SourceSection> selected = sources.of(installation);
        if (!tables.isEmpty() && selected.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Naming tables needs --source if there are several sources.");
        }
        if (action == Action.LIST) {
            list(installation, selected, out);
        } else {
            for (SourceSection source : selected) {
                new TableReload(installation.settings(source))
                        .run(
                                tables,
                                action == Action.ACCEPT ? Decision.ACCEPT : Decision.IGNORE,
                                new LoadCommand.ProgressLines(source.name(), out));
            }
        }
        return 0;
    }

    private static void list(Installation installation, List<SourceSection> selected, PrintWriter out) {
        TextTable table = new TextTable("source", "table or column", "state", "why");
        String sql = """
                select source_schema || '.' || source_table, table_state, table_state_detail
                from hub.source_table where source = ? and table_state <> 'following'
                union all
                select object, 'not captured', reason || ': ' || remedy from hub.refusal where source = ?
                order by 1
                """;
        try (Connection hub = Installation.open(installation.captureServer(), YecaiException.Kind.HUB);
                PreparedStatement statement = hub.prepareStatement(sql)) {
            for (SourceSection source : selected) {
                statement.setString(1, source.name());
                statement.setString(2, source.name());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        table.add(source.name(), rows.getString(1), rows.getString(2), rows.getString(3));
                    }
                }
            }
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
        table.print(out);
    }
}
