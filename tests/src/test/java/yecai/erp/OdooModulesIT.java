package yecai.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import yecai.cdc.Capture;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.Reconciliation;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.Waiting;

/**
 * Modules of Odoo come, change and go while the hub captures: the statements that Odoo sends then. Odoo is never hindered but where
 * PostgreSQL itself refuses a change of a published column's type, for which there is a window; and nothing is silent: a table that the hub
 * can't follow stands still and says why, and all others go on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OdooModulesIT {
    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        try (InputStream packed = OdooModulesIT.class.getResourceAsStream("/yecai/packs/odoo/fixtures/sample.sql.gz");
                InputStream sql = new GZIPInputStream(packed)) {
            trial = PackTrial.of("odoo", new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        trial.load();
        trial.startCapture();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    /** A module adds a table, and columns to captured ones, fills them, and takes all of it away; a custom field comes and goes. */
    @Test
    @Order(1)
    void whatThePackDoesNotCapture_comesAndGoesUnnoticed() throws SQLException {
        odoo(
                "create table sale_margin_log (id serial primary key, order_id integer references sale_order, margin numeric)",
                "alter table sale_order_line add column margin double precision, add column purchase_price double precision",
                "update sale_order_line set margin = price_subtotal * 0.3",
                "alter table res_partner add column x_region varchar",
                "update res_partner set x_region = 'east', name = name || ' East' where id = 15");
        trial.awaitCaughtUp();
        assertThat(finance("select name from finance.customer where customer = 'C001'"))
                .containsExactly("Shanghai Textile Machinery Works East");
        odoo(
                "alter table sale_order_line drop column margin cascade",
                "alter table sale_order_line drop column purchase_price cascade",
                "drop table sale_margin_log cascade",
                "alter table res_partner drop column x_region cascade",
                "update res_partner set name = 'Shanghai Textile' where id = 15",
                "update sale_order_line set price_unit = price_unit + 1 where id = 25");
        trial.awaitCaughtUp();
        assertThat(finance("select name from finance.customer where customer = 'C001'"))
                .containsExactly("Shanghai Textile");
        assertThat(paused()).isEmpty();
        assertThat(trial.check().differences()).isEmpty();
    }

    /** Odoo uninstalls the module whose column the pack captures: its statement succeeds, and takes the table out of the publication. */
    @Test
    @Order(2)
    void aCapturedColumnThatGoes_pausesItsTableAlone_andSaysSo() throws SQLException {
        odoo(
                "alter table mrp_workorder drop column cost_mode cascade",
                "update mrp_workorder set costs_hour = costs_hour + 1 where state = 'done'",
                "update res_partner set name = 'Shanghai goes on' where id = 15");
        Waiting.until("the table is paused", () -> paused().size() == 1);
        assertThat(paused().get(0))
                .startsWith("public.mrp_workorder: column cost_mode of public.mrp_workorder was dropped");
        trial.awaitCaughtUp();
        assertThat(finance("select name from finance.customer where customer = 'C001'"))
                .containsExactly("Shanghai goes on");
        assertThat(trial.check().passed()).isFalse();

        // installed again, with the value that Odoo gives it by default
        odoo("alter table mrp_workorder add column cost_mode varchar", "update mrp_workorder set cost_mode = 'actual'");
        administrator(Preflight.sourceSetupSql(trial.settings()));
        new TableReload(trial.settings(), Capture::forReload)
                .run(List.of("public.mrp_workorder"), Decision.ACCEPT, LoadProgress.SILENT);
        trial.awaitCaughtUp();
        assertThat(paused()).isEmpty();
        assertThat(trial.check().differences()).isEmpty();
    }

    /** An upgrade retypes a published column: without a window PostgreSQL refuses it, and Odoo is as it was. */
    @Test
    @Order(3)
    void anUpgrade_needsAWindow_inWhichOdooDoesAsItLikes() throws SQLException {
        String retype = "alter table account_move alter column name type text";
        assertThatThrownBy(() -> odoo(retype)).isInstanceOf(SQLException.class).hasMessageContaining("publication");
        assertThat(paused()).isEmpty();

        administrator(Preflight.upgradeWindowSql(trial.settings()));
        odoo(
                retype,
                "alter table account_move_line alter column name type text",
                "alter table stock_move add column lot_id integer",
                "update account_move set name = name || '-U' where move_type = 'out_invoice' and state = 'posted'");
        Waiting.until("the tables are paused", () -> paused().size() > 30);
        assertThat(finance("select count(*) from finance.customer_invoice where document_no like '%-U'"))
                .containsExactly("0");

        administrator(Preflight.sourceSetupSql(trial.settings()));
        new Reconciliation(trial.settings(), Capture::forReload)
                .repairAll(
                        ReconcileOptions.defaults().withRepair(true).requestedBy("an administrator"),
                        LoadProgress.SILENT);
        List<String> left = paused().stream().map(line -> line.split(": ")[0]).toList();
        if (!left.isEmpty()) {
            new TableReload(trial.settings(), Capture::forReload).run(left, Decision.ACCEPT, LoadProgress.SILENT);
        }
        trial.awaitCaughtUp();
        assertThat(paused()).isEmpty();
        assertThat(finance("select count(*) from finance.customer_invoice where document_no like '%-U'"))
                .containsExactly("75");
        assertThat(trial.check().differences()).isEmpty();
    }

    private static void odoo(String... statements) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            erp.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            erp.commit();
        }
    }

    private static void administrator(String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> paused() throws SQLException {
        try (Connection hub = trial.settings().hub().open("modules")) {
            return rows(
                    hub,
                    "select source_schema || '.' || source_table || ': ' || table_state_detail from hub.source_table"
                            + " where table_state = 'stopped' order by 1");
        }
    }

    private static List<String> finance(String query) throws SQLException {
        try (Connection finance = trial.openAsFinance()) {
            return rows(finance, query);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
