package yecai.hub.demo.erp.engine;

/** The movement that takes another one back (冲销). */
public final class Reversal {
    private Reversal() {}

    public static Row of(Row move, String docType, String docNo, String kind) {
        return Row.of("company", move.text("company"), "plant", move.text("plant"))
                .set("doc_type", docType)
                .set("doc_no", docNo)
                .set("line_no", move.number("line_no"))
                .set("move_kind", kind)
                .set("material", move.text("material"))
                .set("from_location", move.text("to_location"))
                .set("to_location", move.text("from_location"))
                .set("quantity", move.amount("quantity"))
                .set("uom", move.text("uom"))
                .set("production_order_id", move.value("production_order_id"))
                .set("sales_order_line_id", move.value("sales_order_line_id"))
                .set("shipment_line_id", null)
                .set("customer", move.text("customer"))
                .set("supplier", move.text("supplier"))
                .set("reverses_id", move.id("id"));
    }
}
