package yecai.hub.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What four workers leave behind in the demo ERP. */
final class WorkloadIT {
    private static FilledErp erp;

    @BeforeAll
    static void doBusiness() throws Exception {
        erp = FilledErp.with(2000);
    }

    @AfterAll
    static void stop() throws Exception {
        erp.close();
    }

    static List<Invariant> invariants() {
        return Invariant.all();
    }

    @ParameterizedTest
    @MethodSource("invariants")
    void workload_keepsInvariant(Invariant invariant) throws SQLException {
        try (Connection connection = open()) {
            Invariant.Finding finding = invariant.check(connection);
            assertThat(finding.checked()).as(invariant.name()).isPositive();
            assertThat(finding.broken()).as(invariant.name()).isZero();
        }
    }

    /** A partially applied transaction: one of its rows is missing, or its stored total is the old one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1   | delete from journal_lines where id = (select max(id) from journal_lines)
            2   | update customer_invoices set net = net + 1 where id = (select max(id) from customer_invoices)
            3   | update ar_items set open_functional = open_functional + 1 where id = (select max(id) from ar_items)
            3b  | update supplier_invoices set open_functional = open_functional + 1 where id = (select max(id) from supplier_invoices)
            4a  | delete from ar_allocations where id = (select max(a.id) from ar_allocations as a where not exists (select from ar_adjustments as j where j.ar_allocation_id = a.id))
            4b  | update receipts set amount = amount + 1 where id = (select max(id) from receipts)
            4c  | update supplier_invoices set open_amount = open_amount + 1 where id = (select max(id) from supplier_invoices)
            4d  | delete from ap_allocations where id = (select max(id) from ap_allocations)
            5a  | update stock_balances set quantity = quantity + 1 where id = 7
            5b  | update stock_balances set amount = amount + 1 where id = 7
            6a  | update production_orders set actual_cost = actual_cost + 1 where id = (select max(id) from production_orders)
            6b  | update production_orders set wip = wip + 1 where id = (select max(id) from production_orders)
            7a  | update sales_order_lines set shipped_quantity = shipped_quantity + 1 where id = (select max(id) from sales_order_lines)
            7b  | update sales_orders set line_count = line_count + 1 where id = (select max(id) from sales_orders)
            7c  | update sales_order_lines set billed_ahead_quantity = billed_ahead_quantity + 1 where id = (select max(id) from sales_order_lines)
            7d  | update purchase_order_lines set received_quantity = received_quantity + 1 where id = (select max(id) from purchase_order_lines)
            8   | update bank_accounts set balance = balance + 1 where code = 'B1000-CNY'
            8b  | update gl_balances set debit = debit + 1 where id = (select max(id) from gl_balances)
            9a  | update stock_moves set reversed_by_id = null where id = (select max(id) from stock_moves where reversed_by_id is not null)
            9b  | update shipment_lines set reversed_by_id = null where id = (select max(id) from shipment_lines where reversed_by_id is not null)
            10a | update tx_tokens set expected_rows = expected_rows + 1 where id = (select max(id) from tx_tokens)
            10b | delete from tx_tokens where n = 2 and worker = 1
            """)
    void invariant_isBrokenByHalfATransaction(String number, String half) throws SQLException {
        Invariant invariant = Invariant.all().stream()
                .filter(candidate -> candidate.name().startsWith(number + " "))
                .findFirst()
                .orElseThrow();
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(statement.executeUpdate(half)).isEqualTo(1);
            assertThat(invariant.check(connection).broken())
                    .as(invariant.name())
                    .isPositive();
            connection.rollback();
        }
    }

    /** Some kinds come five times in two thousand transactions, and now and then not at all: then there is more business. */
    @Test
    void workload_doesEveryKindOfBusiness() throws SQLException {
        List<String> missing = missing(erp, kinds());
        for (int seed = 12; !missing.isEmpty() && seed < 15; seed++) {
            try (FilledErp more = FilledErp.with(2000, seed)) {
                missing = missing(more, missing);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> missing(FilledErp erp, List<String> kinds) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (Connection connection = erp.open()) {
            connection.setSchema("erp");
            for (String kind : kinds) {
                if (FilledErp.number(connection, kind) == 0) {
                    missing.add(kind);
                }
            }
        }
        return missing;
    }

    private static List<String> kinds() {
        return List.of(
                "select count(*) from ar_items where kind = 'retention'",
                "select count(*) from ar_items where kind = 'prepayment'",
                "select count(*) from customer_invoices where reason = 'price'",
                "select count(*) from customer_invoices where reason = 'quantity'",
                "select count(*) from customer_invoices where trading_company is not null",
                "select count(*) from shipments where shipment_kind = 'drop_shipment'",
                "select count(*) from shipments where shipment_kind = 'return'",
                "select count(*) from cost_bookings where element = 'subcontract'",
                "select count(*) from cost_bookings where entry_kind = 'by_product'",
                "select count(*) from cost_bookings where entry_kind = 'abnormal_scrap'",
                "select count(*) from cost_bookings where entry_kind = 'settlement'",
                "select count(*) from ap_allocations where exchange_difference <> 0",
                "select count(*) from sales_order_lines where invoiced_quantity > shipped_quantity",
                "select count(*) from sales_order_lines where shipped_quantity > quantity",
                "select count(*) from tx_tokens where step = 'REPLACE_COMPONENT'",
                "select count(*) from production_orders where status = 'cancelled'",
                "select count(*) from tx_tokens where step = 'RECOST_FINISHED'",
                "select count(*) from ar_items where kind = 'bill'",
                "select count(*) from shipments where accepted_date > delivered_date or accepted_date is null and delivered_date is not null",
                "select count(*) from customer_invoices where reversed_by_id is not null",
                "select count(*) from journals where posting_date < doc_date");
    }

    private static Connection open() throws SQLException {
        Connection connection = erp.open();
        connection.setSchema("erp");
        return connection;
    }
}
