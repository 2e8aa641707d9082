package yecai.hub.demo.erp;

import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Tx;
import yecai.hub.demo.erp.finance.AcceptanceBills;
import yecai.hub.demo.erp.finance.Bounced;
import yecai.hub.demo.erp.finance.Cash;
import yecai.hub.demo.erp.production.Changes;
import yecai.hub.demo.erp.production.Corrections;
import yecai.hub.demo.erp.production.MaterialIssue;
import yecai.hub.demo.erp.production.Overhead;
import yecai.hub.demo.erp.production.Planning;
import yecai.hub.demo.erp.production.Production;
import yecai.hub.demo.erp.production.ProductionOutput;
import yecai.hub.demo.erp.production.Recosting;
import yecai.hub.demo.erp.purchasing.Paying;
import yecai.hub.demo.erp.purchasing.Purchasing;
import yecai.hub.demo.erp.purchasing.SupplierInvoices;
import yecai.hub.demo.erp.purchasing.SupplierReturns;
import yecai.hub.demo.erp.sales.Billing;
import yecai.hub.demo.erp.sales.Cancellation;
import yecai.hub.demo.erp.sales.Credits;
import yecai.hub.demo.erp.sales.Delivery;
import yecai.hub.demo.erp.sales.Intercompany;
import yecai.hub.demo.erp.sales.Returns;
import yecai.hub.demo.erp.sales.Selling;
import yecai.hub.demo.erp.sales.Shipping;
import yecai.hub.demo.erp.sales.Transfers;

/**
 * What people do with the ERP all day, with how often they do it. Steps that move something on are a little more frequent
 * than those that start something, so that nothing piles up.
 */
enum Step {
    SALES_ORDER(Area.SALES, 90, Selling::order),
    CONFIRM_QUOTATION(Area.SALES, 10, Selling::confirmQuotation),
    CANCEL_SALES_ORDER(Area.SALES, 3, Selling::cancel),
    DROP_SHIPMENT_ORDER(Area.SALES, 8, Selling::dropShipmentOrder),
    INTERCOMPANY_ORDER(Area.SALES, 8, Intercompany::order),
    SHIP(Area.SHIPPING, 140, Shipping::ship),
    SHIP_INTERCOMPANY(Area.SHIPPING, 12, Intercompany::ship),
    CONFIRM_DELIVERY(Area.SHIPPING, 140, Delivery::confirmDelivery),
    TAKE_BACK(Area.CORRECTIONS, 8, Returns::takeBack),
    REVERSE_SHIPMENT(Area.CORRECTIONS, 5, Returns::reverseShipment),
    BILL_SHIPMENT(Area.BILLING, 150, Billing::billShipment),
    BILL_AHEAD(Area.BILLING, 8, Billing::billAhead),
    POST_DRAFT_INVOICE(Area.BILLING, 20, Billing::postDraft),
    PRICE_CREDIT(Area.CORRECTIONS, 6, Credits::price),
    QUANTITY_CREDIT(Area.CORRECTIONS, 5, Credits::quantity),
    CANCEL_INVOICE(Area.CORRECTIONS, 5, Cancellation::cancelInvoice),
    RECEIVE_MONEY(Area.MONEY, 120, Cash::receive),
    COLLECT_BILL(Area.MONEY, 15, AcceptanceBills::collectBill),
    PREPAY(Area.MONEY, 8, Cash::prepay),
    PAYMENT_BOUNCES(Area.CORRECTIONS, 4, Bounced::reverseReceipt),
    APPLY_CREDIT(Area.MONEY, 25, Cash::applyCredit),
    REPLENISH(Area.PURCHASING, 30, Purchasing::replenish),
    RECEIVE_GOODS(Area.PURCHASING, 70, Receiving::receive),
    SUPPLIER_INVOICE(Area.PURCHASING, 70, SupplierInvoices::invoice),
    PAY_SUPPLIER(Area.MONEY, 70, Paying::pay),
    RETURN_TO_SUPPLIER(Area.CORRECTIONS, 6, SupplierReturns::reverseReceipt),
    PLAN_PRODUCTION(Area.PRODUCTION, 20, Planning::planLow),
    ISSUE_MATERIAL(Area.PRODUCTION, 60, MaterialIssue::issue),
    CONFIRM_WORK(Area.PRODUCTION, 60, Production::confirm),
    PRODUCE(Area.PRODUCTION, 70, ProductionOutput::output),
    SETTLE(Area.PRODUCTION, 60, Production::settle),
    REVERSE_ISSUE(Area.CORRECTIONS, 3, Corrections::reverseIssue),
    REVERSE_OUTPUT(Area.CORRECTIONS, 3, Corrections::reverseOutput),
    REPLACE_COMPONENT(Area.PRODUCTION, 6, Changes::replaceComponent),
    CANCEL_PRODUCTION(Area.CORRECTIONS, 4, Changes::cancelProduction),
    RECOST(Area.CORRECTIONS, 2, Recosting::recostInWork),
    RECOST_FINISHED(Area.CORRECTIONS, 2, Recosting::recostFinished),
    ISSUE_MORE(Area.CORRECTIONS, 3, Corrections::issueMore),
    PAY_OVERHEAD(Area.PRODUCTION, 6, Overhead::pay),
    COUNT_STOCK(Area.CORRECTIONS, 4, Corrections::countStock),
    SEND_TRANSFER(Area.SHIPPING, 8, Transfers::send),
    RECEIVE_TRANSFER(Area.SHIPPING, 8, Transfers::arrive);

    /** A step of business; false means there was nothing to do, and whatever it wrote must be rolled back. */
    interface Business {
        boolean run(Tx tx) throws SQLException;
    }

    private final Area area;
    private final int weight;
    private final Business business;

    Step(Area area, int weight, Business business) {
        this.area = area;
        this.weight = weight;
        this.business = business;
    }

    Area area() {
        return area;
    }

    int weight() {
        return weight;
    }

    boolean run(Tx tx) throws SQLException {
        return business.run(tx);
    }
}
