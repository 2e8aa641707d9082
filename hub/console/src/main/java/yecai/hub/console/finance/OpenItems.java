package yecai.hub.console.finance;

import static java.util.Objects.requireNonNull;
import static yecai.hub.console.finance.Columns.FUNCTIONAL_CURRENCY;
import static yecai.hub.console.finance.Columns.TRANSACTION_CURRENCY;
import static yecai.hub.console.finance.Columns.functional;
import static yecai.hub.console.finance.Columns.transaction;

import java.util.ArrayList;
import java.util.List;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.report.Section;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;
import yecai.hub.session.QueryText.Word;

/**
 * The pages of one side of open items: by age, item by item, and one item.
 *
 * @param side receivable or payable; keys and datasets begin with it
 * @param partner customer or supplier
 * @param buckets the function that gives the open amounts by age
 * @param words the same for the files that both sides share: side, partner, and buckets without finance and as_of
 */
record OpenItems(String side, String partner, String buckets, List<Word> words) {
    private static final Parameter SET =
            Parameter.listed("bucket_set", "due", Question.of("hub/console/finance/shared/bucket_sets.sql"));
    private static final Parameter BUCKET =
            Parameter.listed("bucket", "", Question.of("hub/console/finance/open_item/buckets.sql"));
    private static final Parameter BASIS = Parameter.choice("basis", "due_date", "occurrence");
    private static final Parameter AS_OF = Parameter.day("as_of");
    private static final Parameter ACCOUNT = Parameter.text("account");

    OpenItems {
        requireNonNull(side, "side is null");
        requireNonNull(partner, "partner is null");
        requireNonNull(buckets, "buckets is null");
        words = List.copyOf(words);
    }

    private String place() {
        return side + "s";
    }

    private String path() {
        return "/console/" + place();
    }

    /** By age. */
    Report ageing() {
        return new Report(
                place(),
                path(),
                place(),
                List.of(),
                List.of(
                        AS_OF,
                        Choices.COMPANY,
                        Parameter.choice("by", "company", partner, "account"),
                        BASIS,
                        SET,
                        Parameter.text(partner),
                        ACCOUNT),
                List.of(new Ageing(
                        side + "_ageing",
                        buckets,
                        Question.of("hub/console/finance/open_item/aging.sql", words),
                        Question.of("hub/console/finance/shared/buckets.sql"),
                        Question.of("hub/console/finance/open_item/names.sql", words),
                        partner,
                        path() + "/items")));
    }

    /** Item by item. */
    Report items(Report above) {
        return new Report(
                side + "_items",
                path() + "/items",
                place(),
                List.of(above),
                List.of(
                        AS_OF,
                        Choices.COMPANY,
                        Parameter.text(partner),
                        ACCOUNT,
                        BUCKET,
                        BASIS,
                        SET,
                        Parameter.key("by"),
                        Parameter.key("part")),
                List.of(QuerySection.ofFunction(
                        "finance." + side + "_open_as_of",
                        side + "_items",
                        Question.of("hub/console/finance/open_item/items.sql", words),
                        Column.text("company"),
                        Column.text(partner),
                        Column.text(partner + "_name"),
                        Column.text("document_no")
                                .linked(Link.to(path() + "/item")
                                        .with("source", "source")
                                        .with("entity_key", "entity_key")
                                        .keep("as_of")),
                        Column.code("kind", "kind"),
                        Column.code("bucket", "bucket"),
                        Column.date("document_date"),
                        Column.date("due_date"),
                        Column.count("days_overdue"),
                        transaction("original"),
                        transaction("open"),
                        TRANSACTION_CURRENCY,
                        functional("open_functional"),
                        FUNCTIONAL_CURRENCY,
                        Column.text("account"),
                        Column.text("source").hidden(),
                        Column.text("entity_key").hidden())));
    }

    /**
     * One item.
     *
     * @param item reads its own columns
     * @param more columns that only this side has
     * @param sections what it rests on besides its movements
     */
    Report item(List<Report> above, Question item, List<Column> more, List<Section> sections) {
        List<Section> all = new ArrayList<>();
        all.add(QuerySection.of("finance." + side + "_item", side + "_item", item, columns(more)));
        all.add(movements());
        all.addAll(sections);
        return new Report(
                side + "_item",
                path() + "/item",
                place(),
                above,
                List.of(Parameter.key("source"), Parameter.key("entity_key"), Parameter.key("as_of")),
                all);
    }

    private Column[] columns(List<Column> more) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("company"),
                Column.code("kind", "kind"),
                Column.text("document_type"),
                Column.text("document_no"),
                Column.text(partner),
                Column.text(partner + "_name"),
                Column.date("document_date"),
                Column.date("due_date"),
                Column.count("days_overdue"),
                transaction("original"),
                transaction("open"),
                TRANSACTION_CURRENCY,
                Column.text("account"),
                Column.code("status", "status")));
        columns.addAll(more);
        return columns.toArray(Column[]::new);
    }

    private Section movements() {
        return QuerySection.of(
                "finance." + side + "_movement",
                side + "_movements",
                Question.of("hub/console/finance/open_item/movements.sql", words),
                Column.date("effective_date"),
                Column.code("movement", "movement"),
                Column.code("kind", "kind"),
                transaction("amount"),
                functional("amount_functional"),
                transaction("balance"),
                TRANSACTION_CURRENCY,
                FUNCTIONAL_CURRENCY,
                Column.text("entity_key").hidden());
    }
}
