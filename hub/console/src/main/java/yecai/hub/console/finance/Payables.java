package yecai.hub.console.finance;

import java.util.List;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.session.QueryText.Word;

/** What suppliers are owed: by age, item by item, and down to the transactions of the source. */
final class Payables {
    private static final OpenItems SIDE = new OpenItems(
            "payable",
            "supplier",
            "finance.payable_aging_as_of",
            List.of(Word.of("side", "payable"), Word.of("partner", "supplier"), Word.of("buckets", "payable_aging")));

    static final Report AGEING = SIDE.ageing();
    static final Report ITEMS = SIDE.items(AGEING);
    static final Report ITEM = SIDE.item(
            List.of(AGEING, ITEMS),
            Question.of("hub/console/finance/payable/item.sql"),
            List.of(),
            List.of(Origin.section("payable_origin", Question.of("hub/console/finance/payable/origin.sql"))));

    private Payables() {}
}
