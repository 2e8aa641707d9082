package yecai.cdc.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.SourceSettings;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.progress.Lsn;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * A new replication slot and the snapshot of the ERP's database at exactly the slot's first position. The snapshot lives
 * until the next command on, or the end of, the replication connection.
 */
final class ExportedSnapshot implements AutoCloseable {
    private final Connection replication;
    private final String name;
    private final long position;

    private ExportedSnapshot(Connection replication, String name, long position) {
        this.replication = replication;
        this.name = name;
        this.position = position;
    }

    /** Makes the slot anew. Waits for writing transactions of the ERP that are open, at most a minute. */
    static ExportedSnapshot create(SourceSettings settings) throws SQLException {
        dropSlot(settings);
        Connection replication = settings.erp().openReplication("yecai load " + settings.source());
        try (Statement statement = replication.createStatement()) {
            replication.setNetworkTimeout(Runnable::run, 90_000);
            try (ResultSet row = statement.executeQuery("CREATE_REPLICATION_SLOT " + Identifier.quote(settings.slot())
                    + " LOGICAL pgoutput (SNAPSHOT 'export')")) {
                row.next();
                return new ExportedSnapshot(
                        replication, row.getString("snapshot_name"), Lsn.parse(row.getString("consistent_point")));
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

    /** The snapshot's name, for {@link #adopt}. */
    String name() {
        return name;
    }

    /** Makes the connection read the named snapshot, until it commits. */
    static void adopt(Connection erp, String name) throws SQLException {
        erp.setAutoCommit(false);
        try (Statement statement = erp.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set transaction snapshot " + Identifier.literal(name));
            statement.execute("set local row_security = off");
        }
    }

    long position() {
        return position;
    }

    @Override
    public void close() throws SQLException {
        replication.close();
    }

    private static void dropSlot(SourceSettings settings) throws SQLException {
        try (Connection erp = settings.erp().open("yecai load " + settings.source());
                Statement statement = erp.createStatement()) {
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = "
                    + Identifier.literal(settings.slot()));
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
                        select string_agg(format('process %s (%s, since %s)', pid, coalesce(nullif(application_name, ''), usename),
                            to_char(xact_start, 'HH24:MI:SS')), ', ')
                        from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
                        """)) {
            row.next();
            return row.getString(1) == null ? "" : row.getString(1);
        } catch (SQLException e) {
            return "";
        }
    }
}
