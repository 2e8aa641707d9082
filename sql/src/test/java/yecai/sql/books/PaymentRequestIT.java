package yecai.sql.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** From the request to the payment: who may do what, once, and what the ERP says meanwhile. */
final class PaymentRequestIT {
    private static EmbeddedHub hub;
    private static Reader clerk;
    private static Reader boss;
    private static Reader other;
    private static int number;

    private String item;
    private String order;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run(
                "yecai_capture",
                "insert into hub.source (source, pack, pack_version, loaded_at) values ('p', 'demo', '1', now());"
                        + " insert into canon.company (source, entity_key, company, time_zone) values ('p', '1', 'P1', 'UTC')");
        clerk = Reader.add(hub, "pay_clerk", "finance_writer", "finance_reader").grant("company", "P1");
        boss = Reader.add(hub, "pay_boss", "finance_writer", "finance_reader").grant("company", "P1");
        other = Reader.add(hub, "pay_other", "finance_writer", "finance_reader").grant("company", "P1");
    }

    /** An order of 1,130.00, invoiced with 565.00, which is open. */
    @BeforeEach
    void owe() throws SQLException {
        number++;
        item = "i" + number;
        order = "o" + number;
        hub.run("yecai_capture", """
                insert into canon.purchase_order (source, entity_key, company, document_no, supplier, transaction_currency, status, gross)
                values ('p', 'o#', 'P1', 'PO-#', 'S1', 'CNY', 'confirmed', 1130);
                insert into canon.purchase_order_line (
                    source, entity_key, company, purchase_order, document_no, line_no, supplier, transaction_currency, status,
                    ordered_quantity, unit_price, net, tax, gross)
                values ('p', 'o#:1', 'P1', 'o#', 'PO-#', 1, 'S1', 'CNY', 'confirmed', 100, 10, 1000, 130, 1130);
                insert into canon.supplier_invoice (
                    source, entity_key, company, document_type, document_no, supplier, transaction_currency, gross, posting_date, document_date,
                    status)
                values ('p', 'v#', 'P1', 'invoice', 'SI-#', 'S1', 'CNY', 565, '2026-01-10', '2026-01-10', 'posted');
                insert into canon.supplier_invoice_line (
                    source, entity_key, company, supplier_invoice, document_no, line_no, supplier, purchase_order_line,
                    transaction_currency, quantity, unit_price, net, tax, gross, posting_date)
                values ('p', 'v#:1', 'P1', 'v#', 'SI-#', 1, 'S1', 'o#:1', 'CNY', 50, 10, 500, 65, 565, '2026-01-10');
                insert into canon.payable_item (
                    source, entity_key, company, kind, document_no, due_date, supplier_invoice, supplier, transaction_currency,
                    functional_currency, original, open_transaction, original_functional, open_ledger)
                values ('p', 'i#', 'P1', 'invoice', 'SI-#', '2026-02-10', 'v#', 'S1', 'CNY', 'CNY', 565, 565, 565, 565);
                """.replace("#", Integer.toString(number)));
    }

    private static String ask(String item, String order, String amount, String key) {
        return "select finance.request_payment('p', %s, %s, %s, date '2099-01-01', 'due', '%s')"
                .formatted(quoted(item), quoted(order), amount, key);
    }

    private static String quoted(String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    private String request(String item, String order, String amount, String key) throws SQLException {
        return clerk.list("select (" + ask(item, order, amount, key) + ") ->> 'request'")
                .get(0);
    }

    private static String approve(String request, String amount, String key) {
        return "select concat_ws(' ', a ->> 'state', a ->> 'refused') from (select finance.approve_payment('%s', %s, '%s')) as x (a)"
                .formatted(request, amount, key);
    }

    private static String state(String request) throws SQLException {
        return clerk.list("select state from finance.payment_request where request = '" + request + "'")
                .get(0);
    }

    private static List<String> refusals(String request) throws SQLException {
        return hub.list(
                "postgres",
                "select actor || ' ' || action || ': ' || (detail ->> 'refused') from hub.audit where subject = '"
                        + request + "' and action like '%refused' order by 1");
    }

    @Test
    void anItem_isAskedFor_approved_exportedOnce_andPaidWhenTheErpHasPaidIt() throws SQLException {
        String request = request(item, null, "null", "ask " + item);
        assertThat(clerk.list(ask(item, null, "null", "ask " + item)).get(0)).contains("\"" + request + "\"");
        assertThat(clerk.list("select payment_requests from finance.procure_to_pay where purchase_order = 'PO-" + number
                        + "'"))
                .containsExactly("{" + request + "}");
        assertThat(clerk.list("select kind || ' ' || amount || ' ' || purchase_orders[1] from finance.payment_request"
                        + " where request = '" + request + "'"))
                .containsExactly("regular 565 PO-" + number);
        assertThat(clerk.list(
                        "select request || ' ' || request_state || ' ' || amount from finance.payment_proposal('P1')"
                                + " where payable_item_key = '" + item + "'"))
                .containsExactly(request + " requested 0");
        assertThatThrownBy(() -> clerk.list(ask(item, null, "1", "again " + item)))
                .hasMessageContaining("is in payment request " + request + ", which is requested");

        assertThat(boss.list(approve(request, "565", "yes " + item))).containsExactly("approved");
        String export = "select finance.export_payments('P1', date '2099-01-01', 'bank " + item + "')";
        assertThat(boss.list(export).get(0)).contains("\"" + request + "\"", "565");
        assertThat(boss.list(export).get(0)).as("the same again").contains("\"" + request + "\"");
        assertThat(boss.list(export.replace("bank", "next")).get(0)).doesNotContain("\"" + request + "\"");
        assertThat(state(request)).isEqualTo("exported");

        hub.run("yecai_capture", """
                insert into canon.payment_allocation (source, entity_key, company, payment, payable_item, amount, transaction_currency, source_committed_at)
                values ('p', 'early ITEM', 'P1', 'x', 'ITEM', 565, 'CNY', now() - interval '1 day'),
                    ('p', 'part ITEM', 'P1', 'x', 'ITEM', 500, 'CNY', clock_timestamp())
                """.replace("ITEM", item));
        assertThat(state(request)).as("what was paid before is not its payment").isEqualTo("exported");
        hub.run("yecai_capture", """
                insert into canon.payment_allocation (source, entity_key, company, payment, payable_item, amount, transaction_currency, source_committed_at)
                values ('p', 'rest ITEM', 'P1', 'y', 'ITEM', 65, 'CNY', clock_timestamp())
                """.replace("ITEM", item));
        assertThat(state(request)).isEqualTo("paid");
        assertThat(boss.list(
                        "select finance.cancel_payment('" + request + "', 'no', 'late " + item + "') ->> 'refused'"))
                .containsExactly("it is paid");
    }

    @Test
    void whoAsks_doesNotApprove_norAnybodyTwice_norAnotherAmount_andTheAuditHasIt() throws SQLException {
        boss.list("select finance.set_payment_rule('P1', 'CNY', 500, 2, 'two from 500 on " + item + "')");
        String request = request(item, null, "565", "ask " + item);
        assertThat(clerk.list(approve(request, "565", "own " + item)))
                .containsExactly("requested who asks for a payment does not approve it");
        assertThat(boss.list(approve(request, "500", "less " + item)))
                .containsExactly("requested its amount is 565, and 500 was approved");
        assertThat(boss.list(approve(request, "565", "first " + item))).containsExactly("requested");
        assertThat(boss.list(approve(request, "565", "second " + item)))
                .containsExactly("requested you have decided on it already");
        assertThat(boss.list(approve(request, "565", "first " + item)))
                .as("sent again")
                .containsExactly("requested");

        hub.run(
                "yecai_capture",
                "update canon.payable_item set open_transaction = 100 where entity_key = '" + item + "'");
        assertThat(other.list(approve(request, "565", "other " + item)))
                .containsExactly("requested only 100 CNY of it is open now, and 565 was asked for");
        hub.run(
                "yecai_capture",
                "update canon.payable_item set open_transaction = 565 where entity_key = '" + item + "'");
        assertThat(other.list(approve(request, "565", "later " + item))).containsExactly("approved");
        assertThat(refusals(request))
                .containsExactly(
                        "pay_boss_login approve_payment_refused: its amount is 565, and 500 was approved",
                        "pay_boss_login approve_payment_refused: you have decided on it already",
                        "pay_clerk_login approve_payment_refused: who asks for a payment does not approve it",
                        "pay_other_login approve_payment_refused: only 100 CNY of it is open now, and 565 was asked for");

        hub.run(
                "yecai_capture",
                "update canon.payable_item set open_transaction = 564 where entity_key = '" + item + "'");
        assertThat(boss.list("select (finance.export_payments('P1', date '2099-01-01', 'bank " + item
                                + "') -> 'refused')::text")
                        .get(0))
                .contains(request, "only 564 CNY of it is open now");
        assertThat(state(request)).isEqualTo("approved");
        boss.list("select finance.set_payment_rule('P1', 'CNY', 500, 1, 'one again " + item + "')");
    }

    @Test
    void twoApproversAtOnce_areBothCounted_andOneOfTheSameKeyIsDoneOnce() throws Exception {
        boss.list("select finance.set_payment_rule('P1', 'CNY', 500, 2, 'two " + item + "')");
        String request = request(item, null, "565", "ask " + item);
        List<CompletableFuture<List<String>>> approvals = List.of(
                approveLater(boss, request, "boss " + item),
                approveLater(other, request, "other " + item),
                approveLater(boss, request, "boss " + item));
        approvals.forEach(CompletableFuture::join);
        assertThat(state(request)).isEqualTo("approved");
        assertThat(clerk.list("select array_length(approved_by, 1) from finance.payment_request where request = '"
                        + request + "'"))
                .containsExactly("2");
        assertThat(hub.list("postgres", "select count(*) from books.payment_request where request = '" + request + "'"))
                .containsExactly("2");
        boss.list("select finance.set_payment_rule('P1', 'CNY', 500, 1, 'one " + item + "')");
    }

    private static CompletableFuture<List<String>> approveLater(Reader reader, String request, String key) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return reader.list(approve(request, "565", key));
            } catch (SQLException problem) {
                throw new CompletionException(problem);
            }
        });
    }

    @Test
    void anOrder_isPaidAhead_upToItsGross_andConfirmedWithThePayment() throws SQLException {
        String first = request(null, order, "339", "ahead " + order);
        assertThatThrownBy(() -> clerk.list(ask(null, order, "800", "more " + order)))
                .hasMessageContaining("only 791 CNY can be asked for");
        assertThat(clerk.list("select payment_requests from finance.procure_to_pay where purchase_order = 'PO-" + number
                        + "'"))
                .containsExactly("{" + first + "}");
        boss.list(approve(first, "339", "yes " + order));
        boss.list("select finance.export_payments('P1', date '2099-01-01', 'bank " + order + "')");
        String confirm = "select concat_ws(' ', a ->> 'state', a ->> 'refused') from (select finance.confirm_payment('"
                + first + "', '%s', '%s')) as x (a)";
        assertThat(boss.list(confirm.formatted("PP-none", "none " + order)))
                .containsExactly("exported the ERP has no payment PP-none to supplier S1");
        hub.run("yecai_capture", """
                insert into canon.payment (source, entity_key, company, document_no, supplier, transaction_currency, amount, status)
                values ('p', 'small ORDER', 'P1', 'PP-small ORDER', 'S1', 'CNY', 338, 'posted'),
                    ('p', 'right ORDER', 'P1', 'PP ORDER', 'S1', 'CNY', 339, 'posted'),
                    ('p', 'usd ORDER', 'P1', 'PP-usd ORDER', 'S1', 'USD', 339, 'posted')
                """.replace("ORDER", order));
        assertThat(boss.list(confirm.formatted("PP-small " + order, "small " + order))
                        .get(0))
                .contains("which does not cover 339");
        assertThat(boss.list(confirm.formatted("PP-usd " + order, "usd " + order))
                        .get(0))
                .contains("is in USD");
        assertThat(boss.list(confirm.formatted("PP " + order, "right " + order)))
                .containsExactly("paid");
        assertThat(clerk.list("select state || ' ' || payment_key from finance.payment_request where request = '"
                        + first + "'"))
                .containsExactly("paid right " + order);
        String second = request(null, order, "100", "second " + order);
        boss.list(approve(second, "100", "yes 2 " + order));
        boss.list("select finance.export_payments('P1', date '2099-01-01', 'bank 2 " + order + "')");
        assertThat(boss.list(confirm.replace(first, second).formatted("PP " + order, "twice " + order))
                        .get(0))
                .contains("does not cover 100 beside what it is confirmed for already");
    }

    @Test
    void whatIsRejectedOrTakenBack_canBeAskedForAnew() throws SQLException {
        String first = request(item, null, "565", "first " + item);
        assertThat(clerk.list(
                        "select finance.reject_payment('" + first + "', 'dear', 'own " + item + "') ->> 'refused'"))
                .containsExactly("who asked for it cancels it");
        assertThat(boss.list(
                        "select finance.cancel_payment('" + first + "', 'dear', 'not own " + item + "') ->> 'refused'"))
                .containsExactly("who asked for it cancels it; others reject it");
        assertThat(boss.list("select finance.reject_payment('" + first + "', 'dear', 'no " + item + "') ->> 'state'"))
                .containsExactly("rejected");
        String second = request(item, null, "500", "second " + item);
        assertThat(clerk.list(
                        "select finance.cancel_payment('" + second + "', 'mistake', 'back " + item + "') ->> 'state'"))
                .containsExactly("cancelled");
        assertThat(boss.list(approve(second, "500", "too late " + item))).containsExactly("cancelled it is cancelled");
        assertThat(request(item, null, "565", "third " + item)).isNotIn(first, second);
    }

    @Test
    void whoMayNotWriteForTheCompany_learnsNothing_andWrongArgumentsAreNamed() throws SQLException {
        Reader stranger = Reader.add(hub, "pay_stranger", "finance_writer", "finance_reader")
                .grant("company", "P2");
        Reader reader = Reader.add(hub, "pay_reader", "finance_reader").grant("company", "P1");
        String request = request(item, null, "565", "ask " + item);
        assertThatThrownBy(() -> stranger.list(ask(item, null, "1", "x")))
                .hasMessageContaining("source p has no open item " + item + " to pay in the companies");
        assertThatThrownBy(() -> stranger.list(ask("none", null, "1", "x")))
                .hasMessageContaining("source p has no open item none to pay in the companies");
        assertThatThrownBy(() -> stranger.list(approve(request, "565", "x")))
                .hasMessageContaining("there is no payment request " + request + " in the companies");
        assertThat(stranger.list("select request from finance.payment_request")).isEmpty();
        assertThat(reader.list("select request from finance.payment_request where request = '" + request + "'"))
                .containsExactly(request);
        assertThatThrownBy(() -> reader.list(approve(request, "565", "x"))).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> clerk.list("insert into books.payment_decision default values"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> clerk.list(ask(item, order, "1", "x")))
                .hasMessageContaining("either payable_item or purchase_order");
        assertThatThrownBy(() -> clerk.list(ask(null, order, "null", "x")))
                .hasMessageContaining("say how much is to be paid ahead");
        assertThatThrownBy(() -> clerk.list(ask(null, order, "'NaN'", "x")))
                .hasMessageContaining("amount is NaN: it must be above 0");
        assertThatThrownBy(() -> clerk.list(ask(null, order, "1", "x").replace("2099", "1999")))
                .hasMessageContaining("pay_on is 1999-01-01: give a day from today on");
        assertThatThrownBy(() -> boss.list("select finance.set_payment_rule('P1', 'CNY', 1, 0, 'x')"))
                .hasMessageContaining("approvals is 0: a payment needs 1 to 9 of them");
    }
}
