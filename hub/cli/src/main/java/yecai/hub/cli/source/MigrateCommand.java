package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.source.Server;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.sql.MigrationReport;
import yecai.sql.Migrator;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** Brings the hub's tables and views to the version of this program. */
@Command(
        name = "migrate",
        description = "Brings the hub's tables, views and rights to this program's version; safe to repeat.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        Server server = Installation.withoutPooler(
                installation.hubServer("migrate", installation.hub().migrate()));
        MigrationReport report = new Migrator(Installation.dataSource(server)).migrate();
        setReportingCurrency(server, installation.hub().reportingCurrency());
        if (report.nothingToDo()) {
            out.println("hub " + server.database() + " is at version " + report.toVersion() + ": nothing to do");
        } else {
            out.println("hub " + server.database() + " is now at version " + report.toVersion() + ": "
                    + report.migrations() + " migrations applied, views "
                    + (report.viewsInstalled() ? "installed" : "unchanged"));
        }
        return 0;
    }

    private static void setReportingCurrency(Server server, String currency) {
        try (Connection hub = Installation.open(server, YecaiException.Kind.HUB)) {
            Handles.use(hub, handle -> {
                handle.execute("set role yecai_owner");
                handle.createUpdate("""
                                update hub.setting set value = :currency
                                where name = 'reporting_currency' and value <> :currency
                                """).bind("currency", currency).execute();
            });
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the reporting currency cannot be set as " + server + ": " + problem.getMessage(),
                    problem);
        }
    }
}
