package yecai.cdc.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.script.Script;
import yecai.sql.text.Identifier;

/**
 * Random maps and rules with dates, one after the other: what a dry run said is what then happens, to the row and the cent, and the rows are
 * what the mappings give in full. {@code -Dyecai.code.maps=500 -Dyecai.seed=…} makes it longer.
 */
final class CodeMapsIT {
    private static final int MAPS = Integer.getInteger("yecai.code.maps", 100);
    private static final long SEED = Long.getLong("yecai.seed", 1L);
    private static final List<String> CUSTOMERS = List.of("Ada", "Bo", "Cy", "Di", "Eve", "K0001");
    private static final List<String> COLUMNS =
            List.of("entity_key", "customer", "source_customer", "document_date", "net");

    private final Random random = new Random(SEED);
    private String source;

    @Test
    void whatADryRunSays_isWhatHappens_andRowsAreThoseOfAFullDerivation() throws Exception {
        try (ShopBed shop = new ShopBed()) {
            source = shop.settings().source();
            shop.erp("""
                    insert into client values (3, 'Cy'), (4, 'Di'), (5, 'Eve'), (6, 'K0001');
                    insert into orders
                    select n, 'C1', 1 + n % 6, 'S-' || n / 2, date '2024-01-15' + n * 7, 'CNY', null, null
                    from generate_series(100, 160) as n;
                    insert into "order-line" select n, 1, 1, n, null from generate_series(100, 160) as n;
                    """);
            Controller controller = new Controller(shop);
            shop.load();
            try (Connection finance = shop.openHub();
                    Connection hub = shop.settings().hub().open("yecai test")) {
                prepare(hub, shop);
                Derivation derivation = new Derivation(
                        hub,
                        source,
                        shop.settings().mapSchema(),
                        shop.settings().pack());
                CodeSteps steps = new CodeSteps(shop.settings(), hub, derivation, new Script(hub));
                for (int n = 0; n < MAPS; n++) {
                    String change = n % 8 == 7 ? rule(n) : map(n);
                    remember(finance);
                    List<String> said =
                            controller.read(difference("(" + change.replace("DRY", "true") + ") -> 'difference'"));
                    controller.write(change.replace("DRY", "false"));
                    bringIn(hub, shop, steps);
                    String what = "change " + n + " with seed " + SEED + ": " + change;
                    assertThat(happened(finance)).as(what).isEqualTo(said);
                    assertThat(againstTheMapping(finance, shop)).as(what).isEmpty();
                }
                List<String> before = rows(finance, canonical());
                new FullDerivation(
                                hub,
                                source,
                                shop.settings().mapSchema(),
                                shop.settings().pack())
                        .run();
                hub.commit();
                assertThat(rows(finance, canonical())).isEqualTo(before);
            }
        }
    }

    private static void prepare(Connection hub, ShopBed shop) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute(
                    "set search_path = " + Identifier.quote(shop.settings().mapSchema()) + ", "
                            + Identifier.quote(shop.settings().mirrorSchema()));
        }
        hub.setAutoCommit(false);
    }

    private void bringIn(Connection hub, ShopBed shop, CodeSteps steps) throws SQLException {
        for (CodeWork work = CodeWork.read(hub, source); !work.isNothing(); work = CodeWork.read(hub, source)) {
            if (work.adopts()) {
                steps.adopt();
            } else if (work.plans()) {
                CodePlan.make(hub, shop.settings());
            } else {
                steps.derive();
            }
            hub.commit();
        }
        hub.commit();
    }

    /** A file that says something else of one to three codes, in none to three periods each. */
    private String map(int n) {
        StringBuilder csv = new StringBuilder("source,source_code,code,valid_from,valid_to\n");
        TreeSet<String> codes = new TreeSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            codes.add(CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
        }
        for (String code : codes) {
            List<LocalDate> days = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                days.add(LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1500)));
            }
            days = new ArrayList<>(new TreeSet<>(days));
            if (random.nextBoolean()) {
                days.add(0, null);
            }
            if (days.isEmpty()) {
                csv.append(source).append(',').append(code).append(",,,\n");
            }
            for (int i = 0; i < days.size(); i++) {
                boolean isLast = i == days.size() - 1;
                if (i == 0 || random.nextInt(4) > 0) {
                    csv.append(source)
                            .append(',')
                            .append(code)
                            .append(",K000")
                            .append(1 + random.nextInt(4))
                            .append(',')
                            .append(days.get(i) == null ? "" : days.get(i))
                            .append(',')
                            .append(isLast ? "" : days.get(i + 1))
                            .append('\n');
                }
            }
        }
        return "finance.load_codes('customer', '" + csv + "', 'test', 'change " + n + "', DRY)";
    }

    private String rule(int n) {
        String since = random.nextBoolean() ? "null" : "'2025-0" + (1 + random.nextInt(9)) + "-01'";
        return "finance.set_code_rule('customer', '^(K[0-9]{4}|[0-9])$', '"
                + (random.nextBoolean() ? "park" : "identity") + "', 'same', null, null, " + since
                + ", 'test', 'change " + n + "', DRY)";
    }

    private void remember(Connection hub) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("drop table if exists pg_temp.before");
            statement.execute("create temporary table before as " + canonical());
        }
    }

    private String canonical() {
        return "select * from (" + canonical("sales_order") + " union all " + canonical("sales_order_line")
                + ") as x order by entity, entity_key";
    }

    private String canonical(String entity) {
        return "select '" + entity + "' as entity, " + String.join(", ", COLUMNS) + " from canon." + entity
                + " where source = '" + source + "'";
    }

    private static String difference(String json) {
        return "select concat_ws('|', d.entity, d.period, d.code_before, coalesce(d.code_after, '-'), d.row_count, d.amount)"
                + " from jsonb_to_recordset(" + json
                + ") as d (entity text, period text, code_before text, code_after text,"
                + " row_count bigint, amount numeric) where d.code_before is not null order by 1";
    }

    /** What the change did to the rows that were there, as a dry run would say it. */
    private String happened(String now) {
        return "select concat_ws('|', b.entity, to_char(b.document_date, 'YYYY-MM'), b.customer, coalesce(a.customer, '-'),"
                + " count(*), sum(b.net)) from pg_temp.before as b left join (" + now
                + ") as a using (entity, entity_key)"
                + " where a.customer is distinct from b.customer"
                + " group by b.entity, to_char(b.document_date, 'YYYY-MM'), b.customer, a.customer order by 1";
    }

    private List<String> happened(Connection hub) throws SQLException {
        return rows(hub, happened(canonical()));
    }

    // a parked document gives an error there
    private static List<String> againstTheMapping(Connection hub, ShopBed shop) throws SQLException {
        String map = Identifier.quote(shop.settings().mapSchema());
        List<String> parts = new ArrayList<>();
        // only where something is looked up
        String own = rows(
                                hub,
                                "select column_name from information_schema.columns where table_schema = '"
                                        + shop.settings().mapSchema() + "' and column_name = 'source_customer'")
                        .isEmpty()
                ? "null"
                : "source_customer";
        for (String entity : List.of("sales_order", "sales_order_line")) {
            String view = "select entity_key, customer, " + own + " from " + map + "."
                    + entity
                    + " as m where m.derive_key::text not in (select p.derive_key from hub.parked as p where p.mapping = '"
                    + entity + "')";
            String canon = "select entity_key, customer, source_customer from canon." + entity;
            parts.add("(" + view + " except " + canon + ")");
            parts.add("(" + canon + " except " + view + ")");
        }
        try {
            return rows(hub, String.join(" union all ", parts));
        } catch (SQLException e) {
            throw new AssertionError(
                    rows(hub, "explain verbose " + String.join(" union all ", parts)) + "\nparked "
                            + rows(hub, "select mapping, derive_key, missing_code from hub.parked order by 1, 2")
                            + "\nrule "
                            + rows(hub, "select * from hub.code_rule where replaced_at is null") + "\napplied "
                            + rows(hub, "select * from hub.applied_code order by 3, 4") + "\nrows "
                            + rows(
                                    hub,
                                    "select entity_key, customer, source_customer, document_date from canon.sales_order"),
                    e);
        }
    }

    private static List<String> rows(Connection hub, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(i > 1 ? "|" : "").append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }
}
