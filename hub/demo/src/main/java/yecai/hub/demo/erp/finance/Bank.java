package yecai.hub.demo.erp.finance;

import java.math.BigDecimal;
import java.sql.SQLException;
import yecai.hub.demo.erp.engine.Row;
import yecai.hub.demo.erp.engine.Tx;

/** Bank accounts: the stored balance moves with every transaction. */
public final class Bank {
    private Bank() {}

    public static void book(
            Tx tx, String account, String docType, String docNo, BigDecimal amount, BigDecimal functional)
            throws SQLException {
        tx.update("""
                update erp.bank_accounts set balance = balance + ?, balance_functional = balance_functional + ?
                where code = ?
                """, amount, functional, account);
        Row owner =
                tx.get("select company, currency, functional_currency from erp.bank_accounts where code = ?", account);
        tx.insert(
                "bank_transactions",
                Row.of("id", tx.id(), "bank_account", account, "posting_date", tx.postingDate)
                        .with(owner)
                        .set("doc_type", docType)
                        .set("doc_no", docNo)
                        .set("amount", amount)
                        .set("amount_functional", functional));
    }
}
