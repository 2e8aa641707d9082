package yecai.cdc.derive.touch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.script.Script;
import yecai.cdc.script.TempTable;
import yecai.sql.text.SqlLiteral;

/** The ERP's transactions that the hub's transaction holds, in {@code pg_temp._batch_tx}, for the lineage of canonical rows. */
public final class BatchTransactions {
    private final Connection hub;
    private final TempTable table = new TempTable("pg_temp._batch_tx");
    private boolean exists;

    public BatchTransactions(Connection hub) {
        this.hub = hub;
        table.forget();
    }

    private static void createTable(Connection hub) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(
                    "create temporary table if not exists _batch_tx (ord bigint, txid text, committed_at timestamptz)");
        }
    }

    /** Makes it without rows, for what no transaction of the ERP causes. */
    public static void createEmpty(Connection hub) throws SQLException {
        createTable(hub);
        try (Statement statement = hub.createStatement()) {
            statement.execute("truncate pg_temp._batch_tx");
        }
    }

    /** Called when the transaction was rolled back. */
    public void forget() {
        exists = false;
        table.forget();
    }

    /**
     * Adds to the script what notes them, and which periods are closed before them.
     *
     * @param txids the ERP's transaction numbers by index
     * @param committedAt their commit times, in microseconds since 1970 UTC
     */
    public void note(Script script, String source, long[] txids, long[] committedAt, int transactions)
            throws SQLException {
        if (!exists) {
            createTable(hub);
            exists = true;
        }
        StringBuilder numbers = new StringBuilder();
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < transactions; i++) {
            numbers.append(i == 0 ? "" : ",").append(txids[i]);
            times.append(i == 0 ? "" : ",").append(committedAt[i]);
        }
        table.clear(script);
        table.add(transactions);
        script.add("insert into pg_temp._batch_tx (ord, txid, committed_at)"
                + " select u.ord - 1, u.txid, timestamptz 'epoch' + u.micros * interval '1 microsecond' from unnest('{"
                + numbers + "}'::text[], '{" + times + "}'::bigint[]) with ordinality as u(txid, micros, ord)");
        script.addPreparedQuery("select hub.know_closed_periods(" + SqlLiteral.of(source) + ")", rows -> {});
    }
}
