package yecai.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.CheckReport;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.PackLoader;

/** An Odoo in which manufacturing and buying were never installed: their tables and the columns that they add elsewhere are missing. */
final class OdooWithoutModulesIT {
    private static final List<String> MISSING = List.of("purchase", "mrp", "mrp_subcontracting");
    private static final String REMOVAL = """
            ;
            drop table public.mrp_workcenter_productivity, public.mrp_workorder, public.mrp_workcenter, public.mrp_production,
                public.purchase_order, public.purchase_order_line;
            alter table public.stock_move drop column raw_material_production_id, drop column production_id,
                drop column purchase_line_id;
            alter table public.account_move_line drop column purchase_line_id;
            """;

    private static PackTrial trial;

    @BeforeAll
    static void load() throws SQLException, IOException {
        trial = PackTrial.of(
                "odoo",
                OdooPackIT.sample() + REMOVAL,
                erp -> PackLoader.load("odoo").without(MISSING));
        trial.load();
        trial.startCapture();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void load_showsWhatThereIs_andTiesToTheErp() throws SQLException {
        CheckReport report = trial.check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(finance("select count(*) from finance.customer_invoice")).isEqualTo("89");
        assertThat(finance("select count(*) from finance.order_to_cash")).isNotEqualTo("0");
        assertThat(finance("select count(*) from finance.procure_to_pay")).isEqualTo("0");
        assertThat(finance("select count(*) from finance.cost_ledger")).isEqualTo("0");
    }

    @Test
    void changes_ofTablesWithoutSomeOfTheirColumns_areDerived() throws SQLException {
        change("insert into public.account_move_line select (m).* from (select jsonb_populate_record(l,"
                + " jsonb_build_object('id', 900001, 'name', 'late')) as m from public.account_move_line as l"
                + " where l.display_type = 'product' and l.parent_state = 'posted' order by l.id limit 1) as x");
        change("update public.stock_move set quantity = quantity + 1 where id = (select min(id) from public.stock_move"
                + " where sale_line_id is not null and state = 'done')");
        trial.awaitCaughtUp();

        trial.requireRunning();
        assertThat(trial.check().differences()).isEmpty();
    }

    @Test
    void check_saysWhichLineOfTheConfigurationLeavesModulesOut() {
        SourceSettings settings = trial.settings();
        SourceSettings whole =
                new SourceSettings(settings.source(), PackLoader.load("odoo"), settings.erp(), settings.hub());

        assertThat(Preflight.check(whole))
                .hasSize(8)
                .allSatisfy(problem -> assertThat(problem.toString())
                        .contains("the ERP lacks")
                        .contains("write `without: [purchase, mrp, mrp_subcontracting]` into sources.odoo"));
    }

    @Test
    void check_refusesAnotherVersionByName() throws SQLException {
        change("create table public.uom_category (id integer primary key)");
        try {
            assertThat(Preflight.check(trial.settings()))
                    .singleElement()
                    .asString()
                    .contains("the ERP is Odoo 18, and pack odoo reads Odoo 19");
        } finally {
            change("drop table public.uom_category");
        }
    }

    @Test
    void warnings_nameAModuleThatIsThereAndLeftOut() throws SQLException {
        assertThat(Preflight.warnings(trial.settings())).noneMatch(warning -> warning.contains("module"));
        change("create table public.mrp_production (id integer primary key, subcontractor_id integer)");
        try {
            assertThat(Preflight.warnings(trial.settings()))
                    .anyMatch(warning -> warning.contains("has module mrp_subcontracting (Subcontracting)"))
                    .noneMatch(warning -> warning.contains("has module mrp (Manufacturing)"));
        } finally {
            change("drop table public.mrp_production");
        }
    }

    @Test
    void without_refusesWhatIsNoModule() {
        assertThatThrownBy(() -> PackLoader.load("odoo").without(List.of("crm")))
                .hasMessage("pack odoo has no module `crm`: name some of purchase, sale, mrp, mrp_subcontracting");
    }

    /** What stands in for a table or column of a module has the type that it has in Odoo. */
    @Test
    void modules_giveTheTypesOfOdoo() throws SQLException, IOException {
        try (PackTrial whole = PackTrial.of("odoo", OdooPackIT.sample());
                Connection erp = whole.openErp();
                Statement statement = erp.createStatement()) {
            List<String> wrong = new ArrayList<>();
            for (var module : PackLoader.load("odoo").variants().modules()) {
                for (var tables : List.of(module.tables(), module.columns())) {
                    for (var table : tables.entrySet()) {
                        for (var column : table.getValue().entrySet()) {
                            ResultSet type = statement.executeQuery("select format_type(atttypid, atttypmod) from"
                                    + " pg_attribute where attrelid = '" + table.getKey()
                                    + "'::regclass and attname = '"
                                    + column.getKey() + "'");
                            type.next();
                            if (!type.getString(1).equals(column.getValue())) {
                                wrong.add(table.getKey() + "." + column.getKey() + " is " + type.getString(1));
                            }
                        }
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void change(String sql) throws SQLException {
        try (Connection erp = trial.openErp();
                Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String finance(String sql) throws SQLException {
        try (Connection finance = trial.openAsFinance();
                Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
