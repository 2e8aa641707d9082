package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.hub.demo.erp.FilledErp;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.StagingView;
import yecai.sql.pack.TableSpec;

/** The mappings of the demo pack over copies of the demo ERP's tables, with just the indexes that the pack declares. */
final class DemoPackIT {
    /** What rarely changes, and then touches a good part of the rows that name it. */
    private static final Set<String> TOUCHING_MANY =
            Set.of("currencies", "gl_accounts", "source_setting", "storage_locations");

    private static final Pack PACK = PackLoader.load("demo");
    private static final String NOT_TIED = """
            select count(*) from map_demo.sales_order_line as l
            left join (
                select sales_order_line, sum(quantity) filter (where recognized_date is not null) as delivered,
                    sum(unbilled_quantity) as unbilled
                from map_demo.shipment_line group by sales_order_line
            ) as s on s.sales_order_line = l.entity_key
            where coalesce(s.delivered, 0)
                <> l.invoiced_quantity + coalesce(s.unbilled, 0) - l.billed_not_delivered_quantity
                or l.billed_not_delivered_quantity < 0
            """;
    private static FilledErp erp;

    @BeforeAll
    static void fill() throws Exception {
        erp = FilledErp.with(1500);
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            // whether a rate has changed between an invoice and its payment is chance, so one has
            statement.execute("""
                    update erp.ap_allocations set exchange_difference = 0.01
                    where id = (select max(id) from erp.ap_allocations)
                        and not exists (select from erp.ap_allocations as a where a.exchange_difference <> 0)""");
            // stock need not have run so low that more of it was asked for
            statement.execute("""
                    insert into erp.purchase_requisitions (
                        id, number, company, plant, material, uom, quantity, requested_on, required_on, status)
                    select 1000000, 'PR-TEST', p.company, p.code, m.code, m.uom, 1, current_date, current_date, 'open'
                    from erp.plants as p cross join erp.materials as m
                    where not exists (select from erp.purchase_requisitions)
                    order by p.code, m.code limit 1""");
            statement.execute("create schema erp_demo");
            for (TableSpec table : PACK.tables()) {
                mirror(statement, table);
            }
            statement.execute("create schema map_demo");
            statement.execute("create table map_demo.source_setting"
                    + " (name text, company text, value text, primary key (name, company))");
            statement.execute("set search_path = map_demo, erp_demo");
            for (StagingView view : PACK.staging()) {
                statement.execute("create view map_demo." + view.name() + " as " + view.sql());
            }
            for (Mapping mapping : PACK.mappings()) {
                statement.execute("create view " + viewOf(mapping) + " as " + mapping.sql());
            }
            statement.execute("analyze");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        erp.close();
    }

    static List<Mapping> mappings() {
        return PACK.mappings();
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void mapping_givesEachEntityOnce(Mapping mapping) throws SQLException {
        assertThat(number("select count(*) from " + viewOf(mapping))).isPositive();
        assertThat(number("select count(*) - count(distinct entity_key) from " + viewOf(mapping)))
                .isZero();
    }

    /** With sequential scans made dear, those that are left are the ones for which there is no index. */
    @ParameterizedTest
    @MethodSource("mappings")
    void mapping_reachesTheRowsOfAKeyByIndex(Mapping mapping) throws SQLException {
        assertThat(plan("select * from " + viewOf(mapping) + " where derive_key = any (array(select t.key::"
                        + mapping.keyType() + " from (select '1'::text as key offset 0) as t))"))
                .doesNotContain("Seq Scan");
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void touchedKeys_areFoundByIndex(Mapping mapping) throws SQLException {
        for (Map.Entry<String, String> touched : mapping.touchedBy().entrySet()) {
            String changed = "with changed as materialized (select *, 1 as _tx from " + touched.getKey()
                    + " where ctid = '(0,1)') ";
            if (TOUCHING_MANY.contains(touched.getKey())) {
                continue;
            }
            assertThat(plan(changed + touched.getValue()))
                    .as(mapping.name() + " touched by " + touched.getKey())
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void delivered_isInvoicedPlusUnbilledLessBilledNotDelivered() throws SQLException {
        try (Connection connection = erp.open()) {
            assertThat(FilledErp.number(connection, NOT_TIED)).isZero();
        }
    }

    /** Whether a delivery is unbilled at the end of a history is chance, so one is made. */
    @Test
    void unbilledDelivery_isListedSeparately() throws SQLException {
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String unbilled = "select count(*) from map_demo.shipment_line where unbilled_quantity > 0";
            long before = FilledErp.number(connection, unbilled);
            assertThat(statement.executeUpdate("""
                    update erp_demo.shipment_lines as l set invoiced_quantity = invoiced_quantity - 1
                    where l.id = (
                        select s.entity_key::bigint
                        from map_demo.shipment_line as s
                        inner join erp_demo.shipment_lines as e on e.id = s.entity_key::bigint
                        where s.recognized_date is not null and s.unbilled_quantity = 0 and e.invoiced_quantity >= 1
                        order by 1 limit 1)
                    """)).isEqualTo(1);
            assertThat(FilledErp.number(connection, unbilled)).isEqualTo(before + 1);
            connection.rollback();
        }
    }

    /** Whether an order is billed ahead at the end of a history is chance, so one is made. */
    @Test
    void billedAheadOfDelivery_isListedSeparately() throws SQLException {
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String line = "(select min(entity_key::bigint) from map_demo.sales_order_line"
                    + " where billed_not_delivered_quantity = 0 and invoiced_quantity > 0)";
            try (ResultSet before = statement.executeQuery("select " + line)) {
                before.next();
                line = before.getString(1);
            }
            assertThat(line).isNotNull();
            statement.execute(
                    "update erp_demo.sales_order_lines set invoiced_quantity = invoiced_quantity + 1 where id = "
                            + line);
            try (ResultSet after =
                    statement.executeQuery("select billed_not_delivered_quantity = 1 and billed_not_delivered_net > 0"
                            + " from map_demo.sales_order_line where derive_key = "
                            + line)) {
                assertThat(after.next()).isTrue();
                assertThat(after.getBoolean(1)).isTrue();
            }
            connection.rollback();
        }
    }

    @Test
    void totals_areTheErps() throws SQLException {
        for (String pair : List.of(
                "sum(amount_functional) from map_demo.cost_entry = sum(amount) from erp.cost_bookings",
                "sum(open_ledger) from map_demo.receivable_item = sum(open_functional) from erp.ar_items",
                "sum(debit) from map_demo.gl_entry = sum(debit) from erp.journal_lines",
                "sum(gross) from map_demo.customer_invoice = sum(gross) from erp.customer_invoices where status = 'posted'",
                "sum(net) from map_demo.sales_order = sum(net) from erp.sales_orders where status <> 'draft'",
                "sum(amount) from map_demo.receipt = sum(amount) from erp.receipts",
                "sum(net) from map_demo.purchase_order = sum(net) from erp.purchase_orders where status <> 'draft'",
                "sum(net_functional) from map_demo.goods_receipt_line = sum(amount) from erp.goods_receipt_lines",
                "sum(gross) from map_demo.supplier_invoice = sum(gross) from erp.supplier_invoices where status = 'posted'",
                "sum(open_ledger) from map_demo.payable_item = sum(open_functional) from erp.supplier_invoices",
                "sum(amount_functional) from map_demo.payment = sum(amount_functional) from erp.supplier_payments",
                "sum(closing) from map_demo.gl_balance = sum(closing) from erp.gl_balances",
                "sum(amount_functional) from map_demo.stock_balance = sum(amount) from erp.stock_balances")) {
            int middle = pair.indexOf(" = ");
            assertThat(number("select case when (select " + pair.substring(0, middle) + ") = (select "
                            + pair.substring(middle + 3) + ") then 1 else 0 end"))
                    .as(pair)
                    .isEqualTo(1);
        }
    }

    /** Of several mappings of one table, each has a dot in its name. */
    private static String viewOf(Mapping mapping) {
        return "map_demo.\"" + mapping.name() + "\"";
    }

    private static void mirror(Statement statement, TableSpec table) throws SQLException {
        String name = "erp_demo." + table.mirrorTable();
        statement.execute("create table " + name + " as select " + String.join(", ", table.columns()) + " from "
                + table.sourceSchema() + "." + table.sourceTable());
        statement.execute("alter table " + name + " add primary key (" + String.join(", ", table.key()) + ")");
        for (String index : table.indexes()) {
            statement.execute("create index on " + name + " " + index);
        }
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = erp.open()) {
            return FilledErp.number(connection, sql);
        }
    }

    private static String plan(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = erp.open();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = map_demo, erp_demo");
            statement.execute("set enable_seqscan = off");
            try (ResultSet rows = statement.executeQuery("explain (costs off) " + sql)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
