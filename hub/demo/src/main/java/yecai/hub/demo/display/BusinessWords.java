package yecai.hub.demo.display;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the people of the demo ERP did, in business words. */
public final class BusinessWords {
    private static final Map<String, List<String>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("sales orders", List.of("SALES_ORDER", "DROP_SHIPMENT_ORDER", "INTERCOMPANY_ORDER"));
        WORDS.put("shipments", List.of("SHIP", "SHIP_INTERCOMPANY"));
        WORDS.put("deliveries confirmed", List.of("CONFIRM_DELIVERY"));
        WORDS.put("invoices", List.of("BILL_SHIPMENT", "BILL_AHEAD", "POST_DRAFT_INVOICE"));
        WORDS.put("payments received", List.of("RECEIVE_MONEY", "PREPAY", "COLLECT_BILL"));
        WORDS.put(
                "returns and credit notes", List.of("TAKE_BACK", "PRICE_CREDIT", "QUANTITY_CREDIT", "CANCEL_INVOICE"));
        WORDS.put("production orders planned", List.of("PLAN_PRODUCTION"));
        WORDS.put("issues of material", List.of("ISSUE_MATERIAL"));
        WORDS.put("confirmations of work", List.of("CONFIRM_WORK"));
        WORDS.put("outputs", List.of("PRODUCE"));
        WORDS.put("orders settled", List.of("SETTLE"));
        WORDS.put("goods receipts", List.of("RECEIVE_GOODS"));
        WORDS.put("supplier invoices", List.of("SUPPLIER_INVOICE"));
        WORDS.put("payments made", List.of("PAY_SUPPLIER"));
        WORDS.put("transfers", List.of("SEND_TRANSFER", "RECEIVE_TRANSFER"));
        WORDS.put("stock counts", List.of("COUNT_STOCK"));
        WORDS.put("recostings", List.of("RECOST", "RECOST_FINISHED"));
        WORDS.put(
                "reversals",
                List.of(
                        "REVERSE_SHIPMENT",
                        "PAYMENT_BOUNCES",
                        "RETURN_TO_SUPPLIER",
                        "REVERSE_ISSUE",
                        "REVERSE_OUTPUT",
                        "CANCEL_PRODUCTION"));
    }

    private BusinessWords() {}

    /** Lists how often what was done, from how often each step was taken; what was not done yet is left out. */
    public static List<String> of(Map<String, Long> steps) {
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
