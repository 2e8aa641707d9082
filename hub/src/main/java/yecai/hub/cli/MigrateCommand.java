package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.Server;
import yecai.sql.MigrationReport;
import yecai.sql.Migrator;
import yecai.sql.YecaiException;

/** Brings the hub's tables and views to the version of this program. */
@Command(
        name = "migrate",
        description = "Brings the hub's tables, views and rights to this program's version; safe to repeat.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        Server server = installation.hubServer("migrate", installation.hub().migrate());
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
        String sql = "update hub.setting set value = ? where name = 'reporting_currency' and value <> ?";
        try (Connection hub = Installation.open(server, YecaiException.Kind.HUB);
                Statement owner = hub.createStatement();
                PreparedStatement update = hub.prepareStatement(sql)) {
            owner.execute("set role yecai_owner");
            update.setString(1, currency);
            update.setString(2, currency);
            update.executeUpdate();
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the reporting currency cannot be set as " + server + ": " + problem.getMessage(),
                    problem);
        }
    }
}
