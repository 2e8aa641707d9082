package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Lsn;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/**
 * Compares captured tables with the ERP's catalogue. What only makes a column wider is followed; anything that could make
 * the mirror wrong pauses that one table until an operator decides, while the others continue.
 */
public final class SchemaTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaTracker.class);

    private static final String DECIDE =
            "; compare and mend it with `yecai reconcile --repair`, or decide with `yecai schema accept` or `yecai schema ignore`";

    private final SourceSettings settings;
    private final TableRegister register;
    private Connection erp;

    /** @param hub a connection without autocommit; the tracker writes to it and leaves the commit to its user */
    public SchemaTracker(SourceSettings settings, Connection hub) {
        this.settings = settings;
        this.register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
    }

    /** Compares all tables that follow the ERP, and does what is to be done; returns the tables as they are then. */
    public List<FollowedTable> settle() throws SQLException {
        Map<MirrorTable, FollowedTable> following = listFollowing();
        SchemaComparison comparison = new SchemaComparison(settings, erp());
        comparison.readRefusals(following.keySet());
        Map<MirrorTable, TableIdentity> identities =
                TableIdentities.readChanged(erp(), settings.publication(), List.copyOf(following.keySet()), Map.of());
        for (Map.Entry<MirrorTable, TableIdentity> found : identities.entrySet()) {
            FollowedTable table = following.get(found.getKey());
            apply(table, comparison.compare(table, List.of(), found.getValue()));
        }
        return register.list();
    }

    /**
     * Looks at all tables that follow the ERP, with one query; pauses those whose rows may be wrong, or that harm the ERP.
     * Does not commit.
     *
     * @param known digests of identities that were judged before; those judged now are added
     * @return the tables that look otherwise than they did, with the reason if they were paused
     */
    public Map<MirrorTable, Optional<String>> look(Map<MirrorTable, String> known) throws SQLException {
        Map<MirrorTable, FollowedTable> following = listFollowing();
        Map<MirrorTable, Optional<String>> changed = new LinkedHashMap<>();
        Map<MirrorTable, TableIdentity> identities =
                TableIdentities.readChanged(erp(), settings.publication(), List.copyOf(following.keySet()), known);
        for (Map.Entry<MirrorTable, TableIdentity> found : identities.entrySet()) {
            FollowedTable table = following.get(found.getKey());
            known.put(found.getKey(), found.getValue().digest());
            changed.put(found.getKey(), Optional.empty());
            if (found.getValue().facts().equals(table.identity().facts())) {
                continue;
            }
            Verdict verdict = new SchemaComparison(settings, erp()).compare(table, List.of(), found.getValue());
            apply(table, verdict);
            if (verdict instanceof Verdict.Stop stop) {
                changed.put(found.getKey(), Optional.of(stop.reason()));
            }
        }
        return changed;
    }

    /**
     * Compares one table, and notes its shape.
     *
     * @param undelivered columns that the log no longer holds
     * @return whether the capture must restart: before that, roll back what is open and call {@link #settleOne}
     */
    public boolean mustRestart(MirrorTable table, List<String> undelivered) throws SQLException {
        Optional<FollowedTable> known = register.find(table);
        if (known.isEmpty() || known.get().isStopped()) {
            return false;
        }
        Verdict verdict = judge(known.get(), undelivered);
        if (verdict instanceof Verdict.Same same) {
            note(known.get(), same);
            return false;
        }
        return true;
    }

    /** Pauses a table; does not commit. */
    public void stop(MirrorTable table, String reason) throws SQLException {
        LOG.error("{}: table {} is paused: {}", settings.source(), table.sourceName(), reason);
        register.stop(
                table,
                reason + "; when that is corrected, run `yecai reconcile --repair " + table.sourceName()
                        + "` or `yecai load --again " + table.sourceName() + "`");
    }

    /** Returns the partitioned tables that follow the ERP. */
    public List<MirrorTable> listPartitioned() throws SQLException {
        return register.list().stream()
                .filter(table -> !table.isStopped() && !table.partitions().isEmpty())
                .map(FollowedTable::table)
                .toList();
    }

    /**
     * Returns what happened to single partitions of a table, which is in no log. What may be noted is noted. Of a table that
     * was truncated as a whole, too, ask again when that has been applied, and {@link #notePartitions} was called.
     */
    public Optional<String> findPartitionProblem(MirrorTable table) throws SQLException {
        Optional<FollowedTable> known = register.find(table);
        Optional<SourceShape> shape = SourceShape.find(erp(), table.quotedSource());
        if (known.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        List<String> before = known.get().partitions();
        Optional<String> problem = PartitionChange.find(table.sourceName(), before, shape.get());
        if (problem.isPresent()) {
            return problem;
        }
        if (!shape.get().partitions().equals(before)) {
            register.notePartitions(table, shape.get());
        }
        return Optional.empty();
    }

    /**
     * Takes the partitions as they are, but for those that were changed since; does not commit. Does nothing to a table without
     * any, or one that is paused.
     *
     * @param transaction the ERP's number of the transaction that truncated the table
     */
    public void notePartitions(MirrorTable table, long transaction) throws SQLException {
        Optional<FollowedTable> known = register.find(table);
        if (known.isEmpty()
                || known.get().isStopped()
                || known.get().partitions().isEmpty()) {
            return;
        }
        Optional<SourceShape> shape = SourceShape.find(erp(), table.quotedSource());
        if (shape.isPresent()) {
            register.notePartitions(
                    table, PartitionChange.afterTruncation(known.get().partitions(), shape.get(), transaction));
        }
    }

    /**
     * Returns why rows of a partition that arrive now may be gone in the ERP. The partitions that are there are noted, so that their
     * end will be seen; does not commit.
     *
     * @param there takes the numbers of the table's partitions
     */
    public Optional<String> findLostPartition(Change.PartitionWritten written, Set<Long> there) throws SQLException {
        MirrorTable table = written.table();
        Optional<SourceShape> shape = SourceShape.find(erp(), table.quotedSource());
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        if (shape.get().leaves().stream().noneMatch(leaf -> leaf.number() == written.partition())) {
            return Optional.of("rows arrive of " + written.name() + ", which was a partition of " + table.sourceName()
                    + " and was detached or dropped in the ERP since, which is not in its log");
        }
        findPartitionProblem(table);
        shape.get().leaves().forEach(leaf -> there.add(leaf.number()));
        return Optional.empty();
    }

    /** Returns how far the ERP's log is written. */
    public long erpPosition() throws SQLException {
        return Handles.with(
                erp(),
                handle -> Lsn.parse(handle.createQuery("select pg_current_wal_insert_lsn()::text")
                        .mapTo(String.class)
                        .one()));
    }

    /**
     * A moment of the ERP, by its server's clock.
     *
     * @param position how far its log was written: what was committed before the moment is before it
     * @param slotRestart from where on the server read its log for the slot; null if it had no slot
     */
    public record ErpMoment(OffsetDateTime at, long position, String slotRestart) {}

    private record Moment(OffsetDateTime at, String position, String slotRestart) {}

    /** Returns the present one. */
    public ErpMoment erpMoment() throws SQLException {
        return Handles.with(
                erp(),
                handle -> handle.createQuery("""
                                select clock_timestamp() as at, pg_current_wal_insert_lsn()::text as position,
                                    (select s.restart_lsn::text from pg_catalog.pg_replication_slots as s
                                     where s.slot_name = :slot) as slot_restart
                                """)
                        .bind("slot", settings.slot())
                        .map(ConstructorMapper.of(Moment.class))
                        .map(moment -> new ErpMoment(moment.at(), Lsn.parse(moment.position()), moment.slotRestart()))
                        .one());
    }

    /** Does what is to be done about one table; does not commit. */
    public void settleOne(MirrorTable table, List<String> undelivered) throws SQLException {
        Optional<FollowedTable> known = register.find(table);
        if (known.isPresent() && !known.get().isStopped()) {
            apply(known.get(), judge(known.get(), undelivered));
        }
    }

    @Override
    public void close() {
        try {
            if (erp != null) {
                erp.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing the catalogue connection of {} failed", settings.source(), e);
        }
    }

    private Map<MirrorTable, FollowedTable> listFollowing() throws SQLException {
        Map<MirrorTable, FollowedTable> following = new LinkedHashMap<>();
        for (FollowedTable table : register.list()) {
            if (!table.isStopped()) {
                following.put(table.table(), table);
            }
        }
        return following;
    }

    private void apply(FollowedTable followed, Verdict verdict) throws SQLException {
        if (verdict instanceof Verdict.Stop stop) {
            LOG.error(
                    "{}: table {} is paused: {}",
                    settings.source(),
                    followed.table().sourceName(),
                    stop.reason());
            register.stop(followed.table(), stop.reason() + DECIDE);
        } else if (verdict instanceof Verdict.Same same) {
            note(followed, same);
        }
    }

    private void note(FollowedTable followed, Verdict.Same same) throws SQLException {
        MirrorTable table = followed.table();
        Optional<SourceShape> shape = same.shape();
        if (shape.isPresent() && !shape.get().typesOf(table.columnNames()).equals(followed.types())) {
            LOG.info("{}: {} has wider columns", settings.source(), table.sourceName());
            register.noteTypes(table, shape.get());
        }
        if (!same.identity().facts().equals(followed.identity().facts())) {
            register.noteIdentity(table, same.identity());
        }
    }

    private Verdict judge(FollowedTable table, List<String> undelivered) throws SQLException {
        return new SchemaComparison(settings, erp()).compare(table, undelivered);
    }

    private Connection erp() throws SQLException {
        if (erp == null || !erp.isValid(5)) {
            erp = settings.erp().open("yecai capture " + settings.source());
        }
        return erp;
    }
}
