package yecai.hub.demo.erp.finance;

import java.sql.SQLException;
import java.util.Optional;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Acceptance bills that are due. */
public final class AcceptanceBills {
    private AcceptanceBills() {}

    /** A bill matures: the bank collects it. */
    public static boolean collectBill(Tx tx) throws SQLException {
        Optional<Row> bill = Cash.takeDue(tx, "bill");
        if (bill.isPresent()) {
            Receipt receipt = new Receipt(tx, bill.get(), "bank", bill.get().amount("open_amount"));
            receipt.settle(bill.get(), bill.get().amount("open_amount"));
            receipt.post();
        }
        return bill.isPresent();
    }
}
