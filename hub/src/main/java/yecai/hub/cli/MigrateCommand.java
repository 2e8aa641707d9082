package yecai.hub.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.cdc.Server;
import yecai.sql.MigrationReport;
import yecai.sql.Migrator;

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
        if (report.nothingToDo()) {
            out.println("hub " + server.database() + " is at version " + report.toVersion() + ": nothing to do");
        } else {
            out.println("hub " + server.database() + " is now at version " + report.toVersion() + ": "
                    + report.migrations() + " migrations applied, views "
                    + (report.viewsInstalled() ? "installed" : "unchanged"));
        }
        return 0;
    }
}
