package yecai.hub.console.finance;

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
    private static final String CURRENCY = "functional_currency";
    private static final Parameter COMPANY =
            Parameter.listed("company", "", Question.of("hub/console/finance/shared/companies.sql"));

    static final Report BALANCES = new Report(
            "ledger",
            PATH,
            "ledger",
            List.of(),
            List.of(Parameter.listed("period", "", Question.of("hub/console/finance/ledger/periods.sql")), COMPANY),
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
                    Column.amount("opening", CURRENCY),
                    Column.amount("debit", CURRENCY),
                    Column.amount("credit", CURRENCY),
                    Column.amount("closing", CURRENCY),
                    Column.amount("stored_closing", CURRENCY),
                    Column.amount("difference", CURRENCY),
                    Column.text(CURRENCY).hidden(),
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
                    Column.amount("debit", CURRENCY),
                    Column.amount("credit", CURRENCY),
                    Column.text(CURRENCY).hidden(),
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
            List.of(Parameter.day("as_of"), COMPANY),
            List.of(QuerySection.ofFunction(
                    "finance.subledger_reconciliation",
                    "reconciliation",
                    Question.of("hub/console/finance/ledger/reconciliation.sql"),
                    Column.text("company"),
                    Column.code("control_kind", "control_kind"),
                    Column.text("account"),
                    Column.amount("subledger_amount", CURRENCY),
                    Column.amount("ledger_amount", CURRENCY),
                    Column.amount("difference", CURRENCY),
                    Column.code("reason", "reason"),
                    Column.amount("explained_amount", CURRENCY),
                    Column.count("postings"),
                    Column.text("documents"),
                    Column.amount("unexplained", CURRENCY),
                    Column.count("items_without_account"),
                    Column.text(CURRENCY).hidden(),
                    Column.text("source").hidden())));

    private Ledgers() {}
}
