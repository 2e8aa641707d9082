package yecai.hub.console.finance;

import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.table.Column;

/** Where rows come from: the transaction of the source that wrote each last, and when the hub had it. */
final class Origin {
    private Origin() {}

    static QuerySection section(String key, Question question) {
        return QuerySection.ofFunction(
                "finance.document_link",
                key,
                question,
                Column.code("entity", "entity"),
                Column.text("document_no"),
                Column.text("source_tx"),
                Column.moment("source_committed_at"),
                Column.moment("applied_at"),
                Column.code("mapping_status", "mapping_status"),
                Column.text("entity_key"));
    }
}
