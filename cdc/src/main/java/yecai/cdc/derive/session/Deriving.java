package yecai.cdc.derive.session;

import java.sql.SQLException;
import yecai.cdc.derive.Derivation;
import yecai.cdc.script.Script;

/** Recomputes what was touched, in the transaction of a connection, with what belongs into the same round trip. */
public final class Deriving {
    private final Derivation derivation;
    private final Script script;

    /** @param script on the derivation's connection */
    public Deriving(Derivation derivation, Script script) {
        this.derivation = derivation;
        this.script = script;
    }

    /** The same for what no transaction of the ERP has touched. */
    public void run() throws SQLException {
        run(new long[0], new long[0], 0, () -> {});
    }

    /**
     * Recomputes it; documents that cannot be mapped are parked. Does not commit.
     *
     * @param txids the ERP's transaction numbers by index
     * @param committedAt their commit times, in microseconds since 1970 UTC
     * @param more adds to the script what is to be done behind it; called again if documents had to be looked for
     */
    public void run(long[] txids, long[] committedAt, int transactions, Runnable more) throws SQLException {
        if (derivation.lookForNew(script)) {
            script.run();
        }
        boolean derives = derivation.derive(script, txids, committedAt, transactions);
        more.run();
        try {
            script.run();
        } catch (SQLException e) {
            if (!derives || !derivation.canPark(e)) {
                throw e;
            }
            derivation.deriveCarefully(script, e);
            more.run();
            script.run();
        }
        derivation.done();
    }
}
