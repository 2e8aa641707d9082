package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.Capture;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Problem;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.reconcile.TableResult;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** A window in which the ERP's own upgrade may change its tables as it likes. */
@Command(
        name = "upgrade",
        description = {
            "Opens and closes a window for an upgrade of the ERP.",
            "begin: takes the ERP's tables out of the publication, which keeps it from dropping or retyping their columns;"
                    + " they are paused in the hub.",
            "end: puts them back, compares them with the ERP, copies the rows that differ, and lets them follow the ERP."
                    + " A table whose columns changed is copied again.",
            "Ends with 1 if a table stays paused."
        },
        mixinStandardHelpOptions = true)
public final class UpgradeCommand implements Callable<Integer> {
    private enum Action {
        BEGIN,
        END
    }

    private static final String LISTED = "select source_schema || '.' || source_table as name,"
            + " table_state_detail as reason from hub.source_table where source = :source and ";

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "begin|end", description = "What to do.")
    private Action action;

    @Parameters(index = "1", paramLabel = "SOURCE", description = "The ERP.")
    private String source;

    @Option(
            names = "--run",
            description = "Run the SQL on the ERP as sources.NAME.admin instead of printing it for its administrator.")
    private boolean run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        SourceSection section = installation.getSource(source);
        return switch (action) {
            case BEGIN -> begin(installation, section, out);
            case END -> end(installation, section, out);
        };
    }

    private int begin(Installation installation, SourceSection section, PrintWriter out) {
        String sql = Preflight.upgradeWindowSql(installation.description(section));
        if (!run) {
            out.println(sql.strip());
            return 0;
        }
        InitCommand.runAtSource(installation, section, sql);
        out.println(source
                + ": its tables are out of the publication; nothing of them is captured until `yecai upgrade end "
                + source + "`");
        return 0;
    }

    private int end(Installation installation, SourceSection section, PrintWriter out) {
        SourceSettings settings = installation.settings(section);
        if (run) {
            InitCommand.runAtSource(installation, section, Preflight.sourceSetupSql(settings));
        }
        List<Problem> problems = Preflight.check(settings);
        if (!problems.isEmpty()) {
            if (!run) {
                out.println(Preflight.sourceSetupSql(settings).strip());
            }
            throw new YecaiException(
                    YecaiException.Kind.SOURCE,
                    "the ERP of source " + source + " is not ready: " + problems.get(0) + "; then run `yecai upgrade "
                            + action.name().toLowerCase(Locale.ROOT) + " " + source + "` again");
        }
        LoadProgress progress = new ProgressLines(source, out);
        List<String> left =
                Reconciliation.isComparable(settings) ? compare(settings, progress, out) : listTables(installation);
        if (!left.isEmpty()) {
            copyAgain(settings, left, progress);
        }
        return sayWhatIsPaused(installation, out) ? CheckCommand.DIFFERENT : 0;
    }

    /** Returns the tables that could not be compared, since their form in the ERP is another than their mirror's. */
    private static List<String> compare(SourceSettings settings, LoadProgress progress, PrintWriter out) {
        ReconcileReport report = new Reconciliation(settings, Capture::forReload)
                .repairAll(ReconcileOptions.defaults().withRepair(true).requestedBy("yecai upgrade end"), progress);
        ReconcileCommand.print(out, report);
        return report.tables().stream()
                .filter(table -> table.problem().isPresent())
                .map(TableResult::table)
                .toList();
    }

    private static void copyAgain(SourceSettings settings, List<String> tables, LoadProgress progress) {
        progress.phase("copying " + String.join(", ", tables) + " again");
        try {
            new TableReload(settings, Capture::forReload).run(tables, Decision.ACCEPT, progress);
        } catch (YecaiException obstacle) {
            if (obstacle.kind() != YecaiException.Kind.SCHEMA) {
                throw obstacle;
            }
            progress.phase(obstacle.getMessage());
        }
    }

    private List<String> listTables(Installation installation) {
        return list(installation, "true").stream().map(Followed::name).toList();
    }

    private record Followed(String name, String reason) {}

    private List<Followed> list(Installation installation, String condition) {
        try (Connection hub = Installation.open(installation.captureServer(), YecaiException.Kind.HUB)) {
            return Handles.with(
                    hub,
                    handle -> handle.createQuery(LISTED + condition + " order by 1")
                            .bind("source", source)
                            .map(ConstructorMapper.of(Followed.class))
                            .list());
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    private boolean sayWhatIsPaused(Installation installation, PrintWriter out) {
        List<Followed> paused = list(installation, "table_state = 'stopped'");
        paused.forEach(table -> out.println(source + ": " + table.name() + " stays paused: " + table.reason()));
        return !paused.isEmpty();
    }
}
