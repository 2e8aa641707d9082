package yecai.cdc.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.FailoverSlot;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * A new replication slot and the snapshot of the ERP's database at exactly the slot's first position. The snapshot lives
 * until the next command on, or the end of, the replication connection.
 */
public final class ExportedSnapshot implements AutoCloseable {
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final SourceSettings settings;
    private final Connection replication;
    private final String name;
    private final long position;

    private ExportedSnapshot(SourceSettings settings, Connection replication, String name, long position) {
        this.settings = settings;
        this.replication = replication;
        this.name = name;
        this.position = position;
    }

    /** Recreates the slot. Waits for writing transactions of the ERP that are open, at most a minute for each. */
    public static ExportedSnapshot create(SourceSettings settings) throws SQLException {
        return create(settings, LONGEST_WAIT_SECONDS);
    }

    /** @param waitSeconds for each transaction */
    static ExportedSnapshot create(SourceSettings settings, int waitSeconds) throws SQLException {
        dropSlot(settings);
        Connection replication = settings.erp().openReplication("yecai load " + settings.source());
        try (Statement statement = replication.createStatement()) {
            // ended by the server, which then drops the slot: a client that goes away would leave it behind
            statement.execute("set lock_timeout = '" + waitSeconds + "s'");
            statement.setQueryTimeout(waitSeconds + waitSeconds / 2 + 1);
            try (ResultSet row = statement.executeQuery("CREATE_REPLICATION_SLOT " + Identifier.quote(settings.slot())
                    + " LOGICAL pgoutput (SNAPSHOT 'export'" + FailoverSlot.option(replication) + ")")) {
                row.next();
                return new ExportedSnapshot(
                        settings,
                        replication,
                        row.getString("snapshot_name"),
                        Lsn.parse(row.getString("consistent_point")));
            }
        } catch (SQLException e) {
            String blockers = blockers(settings);
            replication.close();
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot create slot " + settings.slot() + " at the ERP: " + e.getMessage()
                            + (blockers.isEmpty() ? "" : "; transactions that are open there: " + blockers),
                    e);
        }
    }

    /** A connection that reads a snapshot; a new one after a copy that failed, whose end nobody can wait for. */
    static final class Reader implements AutoCloseable {
        private final SourceSettings settings;
        private final String snapshot;
        private Connection connection;

        Reader(SourceSettings settings, String snapshot) {
            this.settings = settings;
            this.snapshot = snapshot;
        }

        Connection get() throws SQLException {
            if (connection == null) {
                connection = Preflight.openErp(settings, "yecai load " + settings.source());
                adopt(connection, snapshot);
            }
            return connection;
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    /** The snapshot's name, for {@link #adopt}. */
    public String name() {
        return name;
    }

    /** Makes the connection read the named snapshot, until it commits. */
    public static void adopt(Connection erp, String name) throws SQLException {
        erp.setAutoCommit(false);
        try (Statement statement = erp.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set transaction snapshot " + SqlLiteral.of(name));
            statement.execute("set local row_security = off");
        }
    }

    /** The first position of the slot, to which the snapshot belongs. */
    public long position() {
        return position;
    }

    @Override
    public void close() throws SQLException {
        replication.close();
    }

    /** Drops the slot, of which nothing was made: nobody would read what the ERP keeps for it. */
    public void abandon(Exception why) {
        try {
            replication.close();
            dropSlot(settings);
        } catch (SQLException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private static void dropSlot(SourceSettings settings) throws SQLException {
        try (Connection erp = settings.erp().ofLog().open("yecai load " + settings.source());
                Statement statement = erp.createStatement()) {
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = "
                    + SqlLiteral.of(settings.slot()));
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "cannot replace slot " + settings.slot() + " at the ERP: " + e.getMessage()
                            + "; stop the capture that uses it",
                    e);
        }
    }

    private static String blockers(SourceSettings settings) {
        try (Connection erp = settings.erp().open("yecai load " + settings.source());
                Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery("""
                        select string_agg(b.name, ', ') from (
                            select format('process %s (%s, since %s)', pid, coalesce(nullif(application_name, ''), usename),
                                to_char(xact_start, 'HH24:MI:SS'))
                            from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
                            union all
                            select format('prepared transaction %s of %s (since %s; it ends by `commit prepared` or `rollback prepared`)',
                                quote_literal(gid), owner, to_char(prepared, 'YYYY-MM-DD HH24:MI:SS'))
                            from pg_prepared_xacts
                        ) as b(name)
                        """)) {
            row.next();
            return row.getString(1) == null ? "" : row.getString(1);
        } catch (SQLException e) {
            return "";
        }
    }
}
