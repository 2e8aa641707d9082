package yecai.hub.demo.erp;

import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What people do with the ERP all day, with how often they do it. Steps that move something on are a little more frequent
 * than those that start something, so that nothing piles up.
 */
enum Step {
    SALES_ORDER(90, Selling::order),
    CONFIRM_QUOTATION(10, Selling::confirmQuotation),
    CANCEL_SALES_ORDER(3, Selling::cancel),
    DROP_SHIPMENT_ORDER(8, Selling::dropShipmentOrder),
    INTERCOMPANY_ORDER(8, Intercompany::order),
    SHIP(140, Shipping::ship),
    SHIP_INTERCOMPANY(12, Intercompany::ship),
    CONFIRM_DELIVERY(140, Shipping::confirmDelivery),
    TAKE_BACK(8, Returns::takeBack),
    REVERSE_SHIPMENT(5, Returns::reverseShipment),
    BILL_SHIPMENT(150, Billing::billShipment),
    BILL_AHEAD(8, Billing::billAhead),
    POST_DRAFT_INVOICE(20, Billing::postDraft),
    PRICE_CREDIT(6, Credits::price),
    QUANTITY_CREDIT(5, Credits::quantity),
    CANCEL_INVOICE(5, Credits::cancelInvoice),
    RECEIVE_MONEY(120, Cash::receive),
    COLLECT_BILL(15, Cash::collectBill),
    PREPAY(8, Cash::prepay),
    PAYMENT_BOUNCES(4, Bounced::reverseReceipt),
    APPLY_CREDIT(25, Cash::applyCredit),
    REPLENISH(30, Purchasing::replenish),
    RECEIVE_GOODS(70, Purchasing::receive),
    SUPPLIER_INVOICE(70, Paying::invoice),
    PAY_SUPPLIER(70, Paying::pay),
    RETURN_TO_SUPPLIER(6, Paying::reverseReceipt),
    PLAN_PRODUCTION(20, Planning::planLow),
    ISSUE_MATERIAL(60, Production::issue),
    CONFIRM_WORK(60, Production::confirm),
    PRODUCE(70, Production::output),
    SETTLE(60, Production::settle),
    REVERSE_ISSUE(3, Corrections::reverseIssue),
    REVERSE_OUTPUT(3, Corrections::reverseOutput),
    REPLACE_COMPONENT(6, Changes::replaceComponent),
    CANCEL_PRODUCTION(4, Changes::cancelProduction),
    RECOST(2, Corrections::recost),
    COUNT_STOCK(4, Corrections::countStock),
    SEND_TRANSFER(8, Transfers::send),
    RECEIVE_TRANSFER(8, Transfers::arrive);

    /** A step of business; false means there was nothing to do, and whatever it wrote must be rolled back. */
    interface Business {
        boolean run(Tx tx) throws SQLException;
    }

    private static final List<Step> ALL = List.of(values());
    private static final int TOTAL = ALL.stream().mapToInt(step -> step.weight).sum();

    private final int weight;
    private final Business business;

    Step(int weight, Business business) {
        this.weight = weight;
        this.business = business;
    }

    static Step any(SplittableRandom random) {
        int left = random.nextInt(TOTAL);
        for (Step step : ALL) {
            left -= step.weight;
            if (left < 0) {
                return step;
            }
        }
        throw new IllegalStateException("weights do not add up to " + TOTAL);
    }

    boolean run(Tx tx) throws SQLException {
        return business.run(tx);
    }
}
