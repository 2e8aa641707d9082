package yecai.hub.cli.source;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.Run;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/** A newer version of the pack of a source that is loaded: what changes is said, done, and captured from there on. */
final class PackUpgradeIT {
    private static final String ERP = """
            create table goods (code text primary key, pieces integer, weight integer);
            insert into goods values ('A', 10, 3), ('B', 20, 4);
            """;
    private static final String PACK = """
            pack: goods
            version: "%s"
            title: {en: Goods, zh: 货品}
            kind: postgresql
            tables:
              public.goods: {key: [code], columns: [%s], indexes: [%s]}
            mappings:
              material_unit:
                key: text
                touched_by: {goods: select code from changed}
            """;
    private static final String ROWS = "select entity_key || ' ' || factor from canon.material_unit order by 1";

    @TempDir
    private Path folder;

    private PackTrial trial;
    private Path configuration;

    @BeforeEach
    void load() throws IOException, SQLException {
        writePack("1.9", "code, pieces", "\"(pieces)\"", "g.pieces");
        trial = PackTrial.of("goods", ERP, erp -> PackLoader.load(folder.toString()));
        trial.load();
        configuration = Files.writeString(folder.resolve("yecai.yml"), """
                hub:
                  url: %s
                  migrate: {user: yecai_migrate, password: {env: HOME}}
                  capture: {user: yecai_capture, password: {env: HOME}}
                sources:
                  goods:
                    pack: %s
                    url: %s
                    capture: {user: trial_capture, password: {env: HOME}}
                """.formatted(
                trial.settings().hub().url(), folder, trial.settings().erp().url()));
    }

    @AfterEach
    void stop() {
        trial.close();
    }

    @Test
    void otherMappings_areDerivedAgainWithoutACopy_andTheCaptureContinues() throws Exception {
        assertThat(run().out()).isEqualTo("goods: has version 1.9 of its pack already\n");
        erp("insert into goods values ('C', 30, 5)"); // is in the ERP's log and not in the mirror
        String loaded = hub("select loaded_at from hub.source").get(0);
        String version = hub("select version from hub.api_context('nobody')").get(0);

        writePack("1.10", "code, pieces", "\"(pieces)\", \"(code, pieces)\"", "g.pieces * 2");
        Run plan = run("--plan");
        assertThat(plan.out())
                .isEqualTo("goods: from version 1.9 of its pack to 1.10\n"
                        + "  all canonical rows are derived again in one transaction; nothing is copied\n");
        assertThat(hub(ROWS)).containsExactly("A 10", "B 20");

        Run upgrade = run();
        assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
        assertThat(hub(ROWS)).containsExactly("A 20", "B 40");
        assertThat(hub("select loaded_at from hub.source")).containsExactly(loaded);
        assertThat(hub("select version from hub.api_context('nobody')")).doesNotContain(version);
        assertThat(hub("select count(*) from pg_indexes where schemaname = 'erp_goods' and tablename = 'goods'"))
                .containsExactly("3");
        assertThat(hub("select detail ->> 'before' || ' ' || (detail ->> 'after') || ' ' || subject from hub.audit"
                        + " where action = 'pack_upgrade'"))
                .singleElement()
                .asString()
                .matches("1\\.9\\+[0-9a-f]{16} 1\\.10\\+[0-9a-f]{16} goods");
        assertThat(run().out()).isEqualTo("goods: has version 1.10 of its pack already\n");

        capture();
        assertThat(hub(ROWS)).containsExactly("A 20", "B 40", "C 60");
    }

    @Test
    void otherTables_areNamed_andTheSourceIsLoadedAgain() throws Exception {
        erp("create table rate (currency text primary key, factor numeric); insert into rate values ('EUR', 3)");
        writePack("2", "code, weight", "", "g.weight * (select r.factor from rate as r)");
        Path pack = folder.resolve("pack.yml");
        Files.writeString(
                pack,
                Files.readString(pack)
                        .replace(
                                "mappings:", "  public.rate: {key: [currency], columns: [currency, factor]}\nmappings:")
                        .replace(
                                "from changed}",
                                "from changed, rate: select g.code from goods as g cross join changed}"));

        Run refused = run();
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("yecai init");
        assertThat(hub(ROWS)).containsExactly("A 10", "B 20");

        erp(Preflight.sourceSetupSql(settings()));
        Run upgrade = run();
        assertThat(upgrade.exitCode()).as(upgrade.err()).isZero();
        assertThat(upgrade.out())
                .contains(
                        "goods: from version 1.9 of its pack to 2\n",
                        "  table public.goods is captured with weight now\n",
                        "  table public.goods is captured without pieces now\n",
                        "  table public.rate is captured now\n",
                        "  the source is loaded again");
        assertThat(hub(ROWS)).containsExactly("A 9", "B 12");
        assertThat(hub("select detail -> 'tables' ->> 2 from hub.audit where action = 'pack_upgrade'"))
                .containsExactly("table public.rate is captured now");
        erp("update rate set factor = 4");
        erp("insert into goods values ('C', 30, 5)");
        capture();
        assertThat(hub(ROWS)).containsExactly("A 12", "B 16", "C 20");
    }

    @Test
    void olderVersion_otherPack_andARunningCapture_areRefused() throws Exception {
        writePack("1.8", "code, pieces", "", "g.pieces");
        Run older = run();
        assertThat(older.exitCode()).isEqualTo(3);
        assertThat(older.err()).contains("version 1.8 of pack goods is older than version 1.9", "yecai load --again");

        writePack("1.9", "code, pieces", "", "g.pieces * 3");
        assertThat(run("--plan").out()).contains("to another one that has the same version");

        trial.startCapture();
        Run captured = run();
        assertThat(captured.exitCode()).isEqualTo(8);
        assertThat(captured.err()).contains("is already being written by", "stop that one first");
        trial.stopCapture();

        Path pack = folder.resolve("pack.yml");
        Files.writeString(pack, Files.readString(pack).replace("pack: goods", "pack: wares"));
        Run other = run();
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("wares is another pack, not a newer version of it");
        assertThat(hub(ROWS)).containsExactly("A 10", "B 20");
    }

    private void writePack(String version, String columns, String indexes, String factor) throws IOException {
        Files.writeString(folder.resolve("pack.yml"), PACK.formatted(version, columns, indexes));
        Files.createDirectories(folder.resolve("mapping"));
        Files.writeString(
                folder.resolve("mapping/material_unit.sql"),
                "select g.code as derive_key, g.code as entity_key, g.code as material, 'EA' as unit, (" + factor
                        + ")::numeric as factor from goods as g");
    }

    private SourceSettings settings() {
        return new SourceSettings(
                "goods",
                PackLoader.load(folder.toString()),
                trial.settings().erp(),
                trial.settings().hub());
    }

    /** Captures with the pack as it is now, until all is applied. */
    private void capture() throws SQLException {
        PackTrial upgraded = trial.with(PackLoader.load(folder.toString()));
        upgraded.startCapture();
        upgraded.awaitCaughtUp();
        // the pack of this test has no control totals, which a check says
        assertThat(upgraded.check().differences())
                .filteredOn(difference -> difference.kind() != Difference.Kind.NO_CONTROL_TOTALS)
                .isEmpty();
        upgraded.stopCapture();
    }

    private Run run(String... words) {
        List<String> all = new ArrayList<>(List.of("pack", "upgrade", "--config", configuration.toString()));
        all.addAll(List.of(words));
        return Run.of(all.toArray(String[]::new));
    }

    private void erp(String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> hub(String query) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Connection hub = trial.openHub();
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                cells.add(row.getString(1));
            }
        }
        return cells;
    }
}
