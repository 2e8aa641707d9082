package yecai.tests.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/**
 * Random inserts, updates, deletes, moves of keys and truncations in all captured tables of any database. It learns the
 * tables and types from the catalogue; what a constraint refuses is left out. Equal seeds make equal storms.
 */
public final class Storm {
    private final Connection erp;
    private final Random random;
    private final List<StormedTable> tables = new ArrayList<>();
    private long done;
    private long refused;

    /** @param erp a connection that may write the captured tables; is switched to manual commit */
    public Storm(Connection erp, Pack pack, long seed) throws SQLException {
        this(erp, pack.tables(), seed);
    }

    /** @param specs the tables to change */
    Storm(Connection erp, List<TableSpec> specs, long seed) throws SQLException {
        this.erp = erp;
        this.random = new Random(seed);
        erp.setAutoCommit(false);
        TypeValues values = new TypeValues(erp, random);
        for (TableSpec table : specs) {
            tables.add(new StormedTable(erp, table, values, random));
        }
        try (Statement statement = erp.createStatement()) {
            statement.execute("set lock_timeout = '2s'");
        }
        erp.commit();
    }

    /** Makes one transaction, which is sometimes rolled back, sometimes in part. */
    public void transaction() throws SQLException {
        change(random.nextInt(20) == 0 ? 100 : 1 + random.nextInt(8));
        if (random.nextInt(15) == 0) {
            erp.rollback();
        } else {
            erp.commit();
        }
    }

    /** Makes statements and leaves the transaction open. */
    void change(int statements) throws SQLException {
        for (int i = 0; i < statements; i++) {
            attempt(tables.get(random.nextInt(tables.size())).next());
        }
    }

    /** Returns how many statements changed something. */
    public long done() {
        return done;
    }

    /** Returns how many statements a constraint refused. */
    public long refused() {
        return refused;
    }

    private void attempt(String sql) throws SQLException {
        if (sql.startsWith("truncate ")) {
            truncate(sql);
            return;
        }
        try (Statement statement = erp.createStatement()) {
            statement.execute("savepoint attempt");
            try {
                if (statement.executeUpdate(sql) > 0) {
                    done++;
                }
                if (random.nextInt(30) == 0) {
                    statement.execute("rollback to savepoint attempt");
                }
                statement.execute("release savepoint attempt");
            } catch (SQLException e) {
                if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                    throw e;
                }
                refused++;
                statement.execute("rollback to savepoint attempt");
                statement.execute("release savepoint attempt");
            }
        }
    }

    // Not behind a savepoint: a subtransaction has a number of its own, by which the hub cannot tell whether a
    // partition was
    // emptied with its whole table or later by itself, so that it would pause the table.
    private void truncate(String sql) throws SQLException {
        try (Statement statement = erp.createStatement()) {
            statement.execute(sql);
            done++;
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw e;
            }
            refused++;
            erp.rollback();
        }
    }
}
