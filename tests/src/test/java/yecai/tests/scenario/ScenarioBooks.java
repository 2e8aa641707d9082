package yecai.tests.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import yecai.cdc.source.Server;
import yecai.hub.cli.pack.PackTrial;

/** What finance writes of the scenarios: the group's rates of scenarios/rates.csv, and each scenario's books.sql. */
final class ScenarioBooks {
    private ScenarioBooks() {}

    static void write(PackTrial trial, List<Scenario> scenarios) throws SQLException, IOException {
        String url = trial.settings().hub().url();
        try (Connection admin = new Server(url, "postgres", "finance-secret").open("scenarios");
                Statement statement = admin.createStatement()) {
            statement.execute("""
                    select hub.add_principal('scenario_writer', 'service', array['finance_writer']);
                    select hub.add_login('scenario_writer_login', 'scenario_writer', 'finance-secret');
                    select hub.grant_scope('scenario_writer', 'company', '*', null, 'trial')""");
        }
        try (Connection writer = new Server(url, "scenario_writer_login", "finance-secret").open("scenarios")) {
            try (PreparedStatement rates = writer.prepareStatement("select finance.load_rates(?, 'rates')")) {
                rates.setString(1, Files.readString(Path.of("scenarios", "rates.csv")));
                rates.execute();
            }
            for (Scenario scenario : scenarios) {
                if (scenario.books().isPresent()) {
                    try (Statement statement = writer.createStatement()) {
                        statement.execute("set scenario.company = '" + scenario.company() + "'");
                        statement.execute(scenario.books().get());
                    }
                }
            }
        }
    }
}
