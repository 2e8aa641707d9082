package yecai.hub.demo.display;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.source.Server;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.Token;

/**
 * How long it takes until finance sees what the ERP has committed. A reader of its own, signed in as finance, asks the view
 * {@code finance.general_ledger} for vouchers whose commit had just returned, every few milliseconds until they are there.
 */
public final class LagProbe implements Workload.Commits, AutoCloseable {
    private static final int MOST_AT_ONCE = 64;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final String SQL =
            "select g.entity_key from finance.general_ledger as g where g.source = ? and g.entity_key = any (?)";

    private final Connection finance;
    private final String source;
    private final Lags lags = new Lags();
    private final Map<String, Long> awaited = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile SQLException failure;

    public LagProbe(Server login, String source) throws SQLException {
        finance = FinanceReader.open(login, "yecai demo lag probe");
        this.source = source;
        thread = new Thread(this::watch, "yecai-demo-lag");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void committing(Token token, long nanos) {}

    /** Takes note of a commit with a voucher; those above what is watched at once are left out. */
    @Override
    public void committed(Token token, long nanos) {
        token.voucher().ifPresent(journal -> committed(journal, nanos));
    }

    private void committed(long journal, long nanos) {
        if (awaited.size() < MOST_AT_ONCE) {
            awaited.put(journal + ":1", nanos);
        }
    }

    public Lags lags() {
        return lags;
    }

    /** Vouchers that finance has not seen yet. */
    public int awaited() {
        return awaited.size();
    }

    @Override
    public void close() throws SQLException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        finance.close();
        if (failure != null) {
            throw failure;
        }
    }

    private void watch() {
        try (PreparedStatement statement = finance.prepareStatement(SQL)) {
            statement.setString(1, source);
            while (running) {
                if (!awaited.isEmpty()) {
                    look(statement);
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private void look(PreparedStatement statement) throws SQLException {
        Map<String, Long> asked = new HashMap<>(awaited);
        statement.setArray(2, finance.createArrayOf("text", asked.keySet().toArray()));
        try (ResultSet rows = statement.executeQuery()) {
            long seen = System.nanoTime();
            while (rows.next()) {
                String key = rows.getString(1);
                awaited.remove(key);
                lags.add(seen - asked.get(key));
            }
        }
    }
}
