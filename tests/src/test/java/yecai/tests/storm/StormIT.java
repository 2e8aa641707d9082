package yecai.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.mirror.CatalogPack;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Survey;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/**
 * A storm over invented databases; ERP and mirror are the same afterwards. Options: {@code -Dyecai.storm.seed=1},
 * {@code -Dyecai.storm.databases=1}, {@code -Dyecai.storm.tables=25}, {@code -Dyecai.storm.transactions=400}, and
 * {@code -Dyecai.storm.sql=FILE -Dyecai.storm.schemas=public,…} for a database that somebody else made.
 */
class StormIT {
    private static final Logger LOG = LoggerFactory.getLogger(StormIT.class);
    private static final long SEED = Long.getLong("yecai.storm.seed", 1L);
    private static final int TRANSACTIONS = Integer.getInteger("yecai.storm.transactions", 400);

    @Test
    void stormOverAnyDatabase_leavesErpAndMirrorTheSame() throws SQLException, IOException {
        String file = System.getProperty("yecai.storm.sql");
        if (file != null) {
            String[] schemas =
                    System.getProperty("yecai.storm.schemas", "public").split(",");
            storm(Files.readString(Path.of(file)), SEED, schemas);
            return;
        }
        for (long seed = SEED; seed < SEED + Integer.getInteger("yecai.storm.databases", 1); seed++) {
            storm(
                    OddSchema.of(seed, Integer.getInteger("yecai.storm.tables", 25)),
                    seed,
                    "public",
                    "odd",
                    "Much-Odder");
        }
    }

    private static void storm(String sql, long seed, String... schemas) throws SQLException, IOException {
        try (PackTrial trial = PackTrial.of("storm", sql, erp -> pack(erp, schemas));
                Connection erp = trial.openErp()) {
            Storm storm = new Storm(erp, trial.settings().pack(), seed);
            for (int i = 0; i < TRANSACTIONS / 10; i++) {
                storm.transaction();
            }
            trial.load();
            assertThat(differences(trial)).as("after the load, seed %s", seed).isEmpty();
            trial.startCapture();
            for (int i = 0; i < TRANSACTIONS; i++) {
                storm.transaction();
                if (i == TRANSACTIONS / 2) {
                    trial.stopCapture();
                    trial.startCapture();
                }
            }
            trial.awaitCaughtUp();
            LOG.info(
                    "seed {}: {} tables, {} statements, {} refused by the ERP",
                    seed,
                    trial.settings().pack().tables().size(),
                    storm.done(),
                    storm.refused());
            assertThat(differences(trial)).as("after the storm, seed %s", seed).isEmpty();
            assertThat(storm.done()).isGreaterThan(TRANSACTIONS);
        }
    }

    /** Everything that can be captured. */
    static Pack pack(Connection erp, String... schemas) throws SQLException {
        Pack all = CatalogPack.of(erp, "storm", List.of(schemas));
        List<TableSpec> tables = Survey.read(erp, all.tables()).stream()
                .filter(table -> !table.isRefused())
                .map(table -> new TableSpec(
                        table.spec().sourceSchema(),
                        table.spec().sourceTable(),
                        table.spec().mirrorTable(),
                        table.spec().key(),
                        table.columns(),
                        List.of()))
                .toList();
        return new Pack(all.name(), all.version(), all.title(), all.kind(), tables, List.of(), List.of(), List.of());
    }

    private static List<String> differences(PackTrial trial) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection erp = trial.openErp();
                Connection hub = trial.settings().hub().open("storm")) {
            for (TableSpec table : trial.settings().pack().tables()) {
                String columns = table.columns().stream().map(Identifier::quote).collect(Collectors.joining(", "));
                List<String> there = rows(erp, columns, table.quotedSource());
                List<String> here =
                        rows(hub, columns, table.quotedMirror(trial.settings().source()));
                if (!there.equals(here)) {
                    List<String> missing = new ArrayList<>(there);
                    here.forEach(missing::remove);
                    List<String> surplus = new ArrayList<>(here);
                    there.forEach(surplus::remove);
                    differences.add(table.quotedSource() + " (" + columns + "): of " + there.size() + " rows lacks "
                            + missing.size() + " " + missing.stream().limit(3).toList() + ", has too many "
                            + surplus.stream().limit(3).toList());
                }
            }
        }
        return differences;
    }

    private static List<String> rows(Connection connection, String columns, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            try (ResultSet row = statement.executeQuery("select r from (select row(" + columns + ")::text as r from "
                    + table + ") as x order by r collate \"C\"")) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }
}
