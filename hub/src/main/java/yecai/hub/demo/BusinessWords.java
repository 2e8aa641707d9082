package yecai.hub.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the people of the demo ERP did, in business words. */
final class BusinessWords {
    private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("sales orders", List.of("SALES_ORDER", "DROP_SHIPMENT_ORDER", "INTERCOMPANY_ORDER"));
        WORDS.put("shipments", List.of("SHIP", "SHIP_INTERCOMPANY"));
        WORDS.put("invoices", List.of("BILL_SHIPMENT", "BILL_AHEAD", "POST_DRAFT_INVOICE"));
        WORDS.put("payments received", List.of("RECEIVE_MONEY", "PREPAY", "COLLECT_BILL"));
        WORDS.put(
                "returns and credit notes", List.of("TAKE_BACK", "PRICE_CREDIT", "QUANTITY_CREDIT", "CANCEL_INVOICE"));
        WORDS.put("issues of material", List.of("ISSUE_MATERIAL"));
        WORDS.put("outputs", List.of("PRODUCE"));
        WORDS.put("orders settled", List.of("SETTLE"));
        WORDS.put("goods receipts", List.of("RECEIVE_GOODS"));
        WORDS.put("supplier invoices", List.of("SUPPLIER_INVOICE"));
        WORDS.put("payments made", List.of("PAY_SUPPLIER"));
        WORDS.put(
                "reversals",
                List.of(
                        "REVERSE_SHIPMENT",
                        "PAYMENT_BOUNCES",
                        "RETURN_TO_SUPPLIER",
                        "REVERSE_ISSUE",
                        "REVERSE_OUTPUT",
                        "RECOST",
                        "CANCEL_PRODUCTION"));
    }

    private BusinessWords() {}

    /** Lists how often what was done, from how often each step was taken; what was not done yet is left out. */
    static List<String> of(Map<String, Long> steps) {
        return WORDS.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(),
                        entry.getValue().stream()
                                .mapToLong(step -> steps.getOrDefault(step, 0L))
                                .sum()))
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .toList();
    }
}
