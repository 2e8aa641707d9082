package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** What a transaction's vouchers do to the stored account balances. */
final class Ledger {
    private record Balance(BigDecimal debit, BigDecimal credit) {}

    private final Tx tx;
    private final String newestPeriod;
    private final Map<String, Balance> balances = new TreeMap<>();

    Ledger(Tx tx, String newestPeriod) {
        this.tx = tx;
        this.newestPeriod = newestPeriod;
    }

    void add(String company, String account, String period, BigDecimal debit, BigDecimal credit) {
        balances.merge(
                company + "/" + account + "/" + period,
                new Balance(debit, credit),
                (a, b) -> new Balance(a.debit.add(b.debit), a.credit.add(b.credit)));
        tx.countDebits(debit);
    }

    /** Last before the commit, in one order for all transactions, since every transaction wants these rows. */
    void updateBalances() throws SQLException {
        for (Map.Entry<String, Balance> entry : balances.entrySet()) {
            String[] key = entry.getKey().split("/");
            BigDecimal debit = entry.getValue().debit;
            BigDecimal credit = entry.getValue().credit;
            BigDecimal change = debit.subtract(credit);
            int updated = tx.update("""
                    update erp.gl_balances set debit = debit + ?, credit = credit + ?, closing = closing + ?
                    where company = ? and account = ? and period = ?
                    """, debit, credit, change, key[0], key[1], key[2]);
            if (updated != 1) {
                throw new IllegalStateException("no open balance of account " + entry.getKey());
            }
            if (key[2].compareTo(newestPeriod) < 0) {
                tx.update("""
                        update erp.gl_balances set opening = opening + ?, closing = closing + ?
                        where company = ? and account = ? and period > ?
                        """, change, change, key[0], key[1], key[2]);
            }
        }
    }
}
