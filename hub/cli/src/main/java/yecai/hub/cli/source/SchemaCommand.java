package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
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
import yecai.cdc.Capture;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.TextTable;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** Decides about tables paused by an ERP schema change. */
@Command(
        name = "schema",
        description = {
            "Shows the tables paused by an ERP schema change, and what is not captured at all.",
            "accept: the mirror takes the ERP's form. ignore: it keeps its own.",
            "Either way the table is copied again, so that nothing is lost, and follows the ERP again."
        },
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
    private static final String NOT_CAPTURED = """
            select t.source_schema || '.' || t.source_table as object, t.table_state as state, t.table_state_detail as why
            from hub.source_table as t
            where t.source = :source and t.table_state <> 'following'
            union all
            select r.object, 'not captured' as state, r.reason || ': ' || r.remedy as why
            from hub.refusal as r
            where r.source = :source
            order by object
            """;

    private record NotCaptured(String object, String state, String why) {}

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
            description = "Only these tables, as schema.table (default: all that are paused).")
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
                new TableReload(installation.settings(source), Capture::forReload)
                        .run(
                                tables,
                                action == Action.ACCEPT ? Decision.ACCEPT : Decision.IGNORE,
                                new ProgressLines(source.name(), out));
            }
        }
        return 0;
    }

    private static void list(Installation installation, List<SourceSection> selected, PrintWriter out) {
        TextTable table = new TextTable("source", "table or column", "state", "why");
        try (Connection hub = Installation.open(installation.captureServer(), YecaiException.Kind.HUB)) {
            Handles.use(hub, handle -> {
                for (SourceSection source : selected) {
                    handle.createQuery(NOT_CAPTURED)
                            .bind("source", source.name())
                            .mapTo(NotCaptured.class)
                            .forEach(row -> table.add(source.name(), row.object(), row.state(), row.why()));
                }
            });
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
        table.print(out);
    }
}
