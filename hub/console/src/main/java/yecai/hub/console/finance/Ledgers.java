package yecai.hub.console.finance;

import static yecai.hub.console.finance.Columns.FUNCTIONAL_CURRENCY;
import static yecai.hub.console.finance.Columns.functional;

import java.util.List;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;

/** The ledger, and whether the subledgers agree with it. */
final class Ledgers {
    private static final String PATH = "/console/ledger";

    static final Report BALANCES = new Report(
            "ledger",
            PATH,
            "ledger",
            List.of(),
            List.of(Choices.PERIOD, Choices.COMPANY),
            List.of(QuerySection.of(
                    "finance.trial_balance",
                    "trial_balance",
                    Question.of("hub/console/finance/ledger/trial_balance.sql"),
                    Column.text("company"),
                    Column.text("account")
                            .linked(Link.to(PATH + "/entries")
                                    .with("company", "company")
                                    .with("account", "account")
                                    .with("period", "period")
                                    .with("source", "source")),
                    Column.text("account_name"),
                    Column.code("account_kind", "account_kind"),
                    Column.text("period"),
                    functional("opening"),
                    functional("debit"),
                    functional("credit"),
                    functional("closing"),
                    functional("stored_closing"),
                    functional("difference"),
                    FUNCTIONAL_CURRENCY,
                    Column.text("source").hidden())));

    static final Report ENTRIES = new Report(
            "ledger_entries",
            PATH + "/entries",
            "ledger",
            List.of(BALANCES),
            List.of(
                    Parameter.text("company"),
                    Parameter.text("account"),
                    Parameter.text("period"),
                    Parameter.key("source")),
            List.of(QuerySection.of(
                    "finance.general_ledger",
                    "ledger_entries",
                    Question.of("hub/console/finance/ledger/entries.sql"),
                    Column.date("posting_date"),
                    Column.text("document_no"),
                    Column.count("line_no"),
                    Column.text("document_type"),
                    Column.text("description"),
                    Column.text("customer"),
                    Column.text("supplier"),
                    Column.text("cost_center"),
                    functional("debit"),
                    functional("credit"),
                    FUNCTIONAL_CURRENCY,
                    Column.code("status", "status"),
                    Column.code("origin_entity", "entity"),
                    Column.text("source_tx"),
                    Column.moment("source_committed_at"),
                    Column.text("entity_key").hidden())));

    static final Report RECONCILIATION = new Report(
            "reconciliation",
            "/console/reconciliation",
            "reconciliation",
            List.of(),
            List.of(Parameter.day("as_of"), Choices.COMPANY),
            List.of(QuerySection.ofFunction(
                    "finance.subledger_reconciliation",
                    "reconciliation",
                    Question.of("hub/console/finance/ledger/reconciliation.sql"),
                    Column.text("company"),
                    Column.code("control_kind", "control_kind"),
                    Column.text("account"),
                    functional("subledger_amount"),
                    functional("ledger_amount"),
                    functional("difference"),
                    Column.code("reason", "reason"),
                    functional("explained_amount"),
                    Column.count("postings"),
                    Column.text("documents"),
                    functional("unexplained"),
                    Column.count("items_without_account"),
                    FUNCTIONAL_CURRENCY,
                    Column.text("source").hidden())));

    private Ledgers() {}
}
