package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.cdc.snapshot.StableTable;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** The shadow tables of one reload, and the moment in which they take the place of their mirrors. */
final class ShadowTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowTables.class);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final SourceSettings settings;
    private final Decision decision;
    private final List<ShadowTable> tables = new ArrayList<>();

    ShadowTables(SourceSettings settings, Decision decision) {
        this.settings = settings;
        this.decision = decision;
    }

    /**
     * Copies the tables out of the ERP's snapshot; returns the number of rows. One of many that cannot be captured as it is now, or
     * is gone, stays as it is.
     */
    long copy(String snapshot, List<FollowedTable> followed, LoadProgress progress) throws SQLException {
        long rows = 0;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Connection hub = settings.hub().open("yecai load " + settings.source())) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            ExportedSnapshot.adopt(erp, snapshot);
            for (FollowedTable table : followed) {
                rows += copy(erp, hub, table, followed.size(), progress);
            }
            erp.rollback();
        }
        return rows;
    }

    private long copy(Connection erp, Connection hub, FollowedTable table, int wanted, LoadProgress progress)
            throws SQLException {
        Savepoint before = erp.setSavepoint();
        try {
            return copy(erp, hub, table, progress);
        } catch (SQLException | YecaiException e) {
            if (e instanceof SQLException && !TableCopies.isOfTheTable(e)) {
                throw e;
            }
            String reason =
                    e instanceof SQLException refused ? SqlProblem.advise(settings.erp(), refused) : e.getMessage();
            if (wanted == 1) {
                throw e instanceof YecaiException known
                        ? known
                        : new YecaiException(
                                Kind.SOURCE, "table " + table.table().sourceName() + " cannot be copied: " + reason, e);
            }
            erp.rollback(before);
            for (ShadowTable shadow :
                    tables.stream().filter(shadow -> shadow.old().equals(table)).toList()) {
                drop(hub, shadow);
                tables.remove(shadow);
            }
            progress.phase(table.table().sourceName() + " is not copied: " + reason);
            return 0;
        }
    }

    private long copy(Connection erp, Connection hub, FollowedTable table, LoadProgress progress) throws SQLException {
        MirrorTable mirror = table.table();
        ShadowTable shadow = ShadowTable.plan(erp, settings, decision, table, tables.size());
        shadow.create(hub);
        tables.add(shadow);
        long copied = TableCopy.run(erp, hub, shadow.delivered(), shadow.copy(), settings.options());
        if (!StableTable.isStable(erp, mirror.sourceSchema(), mirror.sourceTable())) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "table " + mirror.sourceName()
                            + " was truncated or rewritten in the ERP, or its partitions changed, meanwhile: try again");
        }
        shadow.finish(hub);
        progress.copied(mirror.sourceName(), copied);
        return copied;
    }

    private static void drop(Connection hub, ShadowTable shadow) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("drop table if exists " + shadow.copy());
        }
    }

    /** Makes the mirrors what the shadow tables are, if the hub is still at the position; in one transaction. */
    void putInPlace(long position) throws SQLException {
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            hub.setAutoCommit(false);
            HeldCapture.keepAt(hub, settings.source(), position);
            lockMirrors(hub);
            if (decision == Decision.IGNORE) {
                for (ShadowTable shadow : tables) {
                    shadow.keepAbsent(hub);
                }
            }
            ShadowSwap swap = new ShadowSwap(settings, hub, tables);
            if (tables.stream().allMatch(ShadowTable::hasOldForm)) {
                swap.merge();
            } else {
                swap.replace();
            }
            TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
            for (ShadowTable shadow : tables) {
                register.noteShape(shadow.wanted(), shadow.shape());
                register.noteIdentity(shadow.wanted(), shadow.identity());
                register.follow(shadow.wanted(), shadow.absent());
            }
            register.announce();
            hub.commit();
        }
    }

    /** Drops what is left of them. */
    @Override
    public void close() {
        if (tables.isEmpty()) {
            return;
        }
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            for (ShadowTable shadow : tables) {
                drop(hub, shadow);
            }
        } catch (SQLException e) {
            LOG.warn("the shadow tables of {} could not be dropped: {}", settings.source(), e.getMessage());
        }
    }

    // A mirror that changes its form is replaced, which waits for whoever reads it; and the capture waits for that.
    private void lockMirrors(Connection hub) throws SQLException {
        if (tables.stream().allMatch(ShadowTable::hasOldForm)) {
            return;
        }
        String mirrors = tables.stream().map(shadow -> shadow.wanted().quoted()).collect(Collectors.joining(", "));
        try (Statement statement = hub.createStatement()) {
            statement.execute("set local lock_timeout = '10s'");
            statement.execute("lock table " + mirrors + " in access exclusive mode");
            statement.execute("set local lock_timeout = 0");
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            hub.rollback();
            throw new YecaiException(
                    Kind.CONFLICT,
                    "a mirror table of source " + settings.source() + " cannot be replaced while it is read by "
                            + readers(hub) + "; nothing was changed: try again when that has ended",
                    e);
        }
    }

    private String readers(Connection hub) throws SQLException {
        String sql = """
                select string_agg(distinct format('process %s of %s (%s, since %s)', a.pid, a.usename,
                    coalesce(nullif(a.application_name, ''), 'no name'), to_char(a.xact_start, 'HH24:MI:SS')), ', ')
                from pg_catalog.pg_locks as l
                inner join pg_catalog.pg_class as c on c.oid = l.relation and l.granted
                inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace and n.nspname = :schema
                inner join pg_catalog.pg_stat_activity as a on a.pid = l.pid
                where l.pid <> pg_backend_pid() and c.relname = any(:tables)
                """;
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("schema", settings.mirrorSchema())
                        .bindArray(
                                "tables",
                                String.class,
                                tables.stream()
                                        .map(shadow -> shadow.wanted().name())
                                        .toList())
                        .mapTo(String.class)
                        .findOne()
                        .orElse("another session"));
    }
}
