package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import yecai.cdc.Writers;

/** Sessions that move amounts between rows of {@code cost}, so that their sum stays what it is in every transaction. */
final class CostWriters extends Writers {
    /** Transactions that an applier may be behind; on a busy machine it would never catch up otherwise. */
    private static final long MOST_AHEAD = 100;

    private final TestErp erp;
    private volatile long applied;

    CostWriters(TestErp erp, int sessions) {
        this.erp = erp;
        start(sessions, System.nanoTime());
    }

    @Override
    protected Connection open() throws SQLException {
        return erp.admin().open("writer");
    }

    /** Two sessions may lock the same rows in another order. */
    @Override
    protected boolean isExpected(SQLException failure) {
        return "40P01".equals(failure.getSQLState());
    }

    @Override
    protected boolean mayWrite() throws SQLException {
        if (transactions() - applied > MOST_AHEAD) {
            applied =
                    Long.parseLong(erp.valueAtHub("select applied_transactions from hub.source where source = SOURCE"));
        }
        return transactions() - applied <= MOST_AHEAD;
    }

    @Override
    protected void write(Connection connection, Random random, int session) throws SQLException {
        int one = 1 + random.nextInt(999);
        try (Statement statement = connection.createStatement()) {
            statement.execute("update public.cost set amount = amount - 1 where id = " + one);
            statement.execute("update public.cost set amount = amount + 1 where id = " + (one + 1));
        }
    }
}
