package yecai.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;
import yecai.hub.demo.server.EmbeddedServer;

/** What arrived, compared with the ERP's tables by count and checksum. */
final class LoadChecks {
    private final EmbeddedServer erp;
    private final LoadTables tables;

    LoadChecks(EmbeddedServer erp, LoadTables tables) {
        this.erp = erp;
        this.tables = tables;
    }

    /** Count and checksum of each table. */
    List<String> checksums(Connection connection, String schema) throws SQLException {
        return checksums(connection, schema, tables.all());
    }

    List<String> checksums(Connection connection, String schema, List<LoadTables.Table> chosen) throws SQLException {
        BenchHub.execute(connection, "set timezone = 'UTC'", "set datestyle = 'ISO, YMD'");
        List<String> sums = new ArrayList<>();
        for (LoadTables.Table table : chosen) {
            sums.add(table.name() + " " + BenchServers.text(connection, table.checksum(schema + "." + table.name())));
        }
        return sums;
    }

    /** Compares the canonical rows with the ERP's by count and sums. */
    void requireCanonical(Connection hub) throws SQLException {
        String found = BenchServers.text(
                hub,
                "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount_functional) from canon.stock_movement");
        try (Connection source = erp.openAsAdmin("postgres")) {
            String all = tables.mapped().stream()
                    .map(table -> "select quantity, amount from public." + table.name())
                    .collect(Collectors.joining(" union all "));
            String expected = BenchServers.text(
                    source, "select count(*) || ' ' || sum(quantity) || ' ' || sum(amount) from (" + all + ") as m");
            if (!found.equals(expected)) {
                throw new IllegalStateException("the canonical rows are " + found + " instead of " + expected);
            }
        }
    }
}
