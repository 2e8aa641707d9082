package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.SourceSettings;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.sql.pack.TableSpec;

/**
 * Compares captured tables with the ERP's catalogue. What only makes a column wider is followed; anything that could make
 * the mirror wrong stops that one table until an operator decides, while the others go on.
 */
public final class ShapeKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShapeKeeper.class);
    private static final String DECIDE = "; decide with `yecai schema accept` or `yecai schema ignore`";

    private final SourceSettings settings;
    private final Connection hub;
    private final TableRegister register;
    private Connection erp;

    /** @param hub a connection without autocommit; the keeper writes to it and leaves the commit to its user */
    public ShapeKeeper(SourceSettings settings, Connection hub) {
        this.settings = settings;
        this.hub = hub;
        this.register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
    }

    /** What is to be done about a table. */
    public sealed interface Verdict {
        /** Nothing, or nothing but noting the new shape. */
        record Same(SourceShape shape) implements Verdict {}

        /** The mirror's columns must become wider first. */
        record Widen(SourceShape shape, List<MirrorColumn> columns) implements Verdict {}

        /** The table must stand still. */
        record Stop(String reason) implements Verdict {}
    }

    /** Compares all tables that follow the ERP, and does what is to be done; returns the tables as they are then. */
    public List<FollowedTable> settle() throws SQLException {
        for (FollowedTable table : register.list()) {
            if (!table.isStopped()) {
                carryOut(table, judge(table, List.of()));
            }
        }
        return register.list();
    }

    /**
     * Compares one table, and notes its shape.
     *
     * @param undelivered columns that the log no longer holds
     * @return whether the capture must start anew: before that, roll back what is open and call {@link #settleOne}
     */
    public boolean mustStartAnew(MirrorTable table, List<String> undelivered) throws SQLException {
        Optional<FollowedTable> known = find(table);
        if (known.isEmpty() || known.get().isStopped()) {
            return false;
        }
        Verdict verdict = judge(known.get(), undelivered);
        if (verdict instanceof Verdict.Same same) {
            List<String> columns =
                    table.columns().stream().map(MirrorColumn::name).toList();
            if (!same.shape().typesOf(columns).equals(known.get().types())) {
                LOG.info("{}: {} has wider columns", settings.source(), table.sourceName());
                register.noteTypes(table, same.shape());
            }
            return false;
        }
        return true;
    }

    /** Lets a table stand still; does not commit. */
    public void stop(MirrorTable table, String reason) throws SQLException {
        LOG.error("{}: table {} is stopped: {}", settings.source(), table.sourceName(), reason);
        register.stop(table, reason + "; when that is mended, run `yecai load --again " + table.sourceName() + "`");
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
     * was truncated as a whole, too, ask again when that has been applied, and then {@link #notePartitions}.
     */
    public Optional<String> findPartitionProblem(MirrorTable table) throws SQLException {
        Optional<FollowedTable> known = find(table);
        Optional<SourceShape> shape = SourceShape.find(erp(), table.quotedSource());
        if (known.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        List<String> before = known.get().partitions();
        for (String partition : before) {
            if (!shape.get().partitions().contains(partition)) {
                return Optional.of("partition " + name(partition) + " of " + table.sourceName()
                        + " was truncated, rewritten, detached or dropped in the ERP, which is not in its log");
            }
        }
        for (String attached : shape.get().attached()) {
            if (!before.contains(attached)) {
                return Optional.of("table " + name(attached) + " was attached to " + table.sourceName()
                        + " in the ERP, whose rows are not in its log");
            }
        }
        if (!shape.get().partitions().equals(before)) {
            register.notePartitions(table, shape.get());
        }
        return Optional.empty();
    }

    /** Takes the partitions as they are; does not commit. */
    public void notePartitions(MirrorTable table) throws SQLException {
        Optional<SourceShape> shape = SourceShape.find(erp(), table.quotedSource());
        if (shape.isPresent()) {
            register.notePartitions(table, shape.get());
        }
    }

    /** Returns how far the ERP's log is written. */
    public long erpPosition() throws SQLException {
        try (PreparedStatement statement = erp().prepareStatement("select pg_current_wal_insert_lsn()::text");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    /** Does what is to be done about one table; does not commit. */
    public void settleOne(MirrorTable table, List<String> undelivered) throws SQLException {
        Optional<FollowedTable> known = find(table);
        if (known.isPresent() && !known.get().isStopped()) {
            carryOut(known.get(), judge(known.get(), undelivered));
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

    private Optional<FollowedTable> find(MirrorTable table) throws SQLException {
        return register.list().stream()
                .filter(known -> known.table().name().equals(table.name()))
                .findFirst();
    }

    private void carryOut(FollowedTable table, Verdict verdict) throws SQLException {
        if (verdict instanceof Verdict.Stop stop) {
            LOG.error(
                    "{}: table {} is stopped: {}",
                    settings.source(),
                    table.table().sourceName(),
                    stop.reason());
            register.stop(table.table(), stop.reason() + DECIDE);
        } else if (verdict instanceof Verdict.Widen widen) {
            LOG.info(
                    "{}: columns {} of {} become wider",
                    settings.source(),
                    widen.columns(),
                    table.table().sourceName());
            MirrorSchema.dropMapping(hub, settings.mapSchema());
            try (Statement statement = hub.createStatement()) {
                for (MirrorColumn column : widen.columns()) {
                    statement.execute("alter table " + table.table().quoted() + " alter column " + column.quoted()
                            + " type " + column.type());
                }
            }
            MirrorSchema.createMapping(hub, settings.pack(), settings.mirrorSchema(), settings.mapSchema());
            register.noteTypes(table.table(), widen.shape());
        } else if (verdict instanceof Verdict.Same same) {
            register.noteTypes(table.table(), same.shape());
        }
    }

    private Verdict judge(FollowedTable followed, List<String> undelivered) throws SQLException {
        MirrorTable table = followed.table();
        if (!undelivered.isEmpty()) {
            return new Verdict.Stop("column " + String.join(", ", undelivered) + " of " + table.sourceName()
                    + " is no longer delivered: it was dropped, renamed, or taken out of the publication");
        }
        Optional<SourceShape> found = SourceShape.find(erp(), table.quotedSource());
        if (found.isEmpty()) {
            return new Verdict.Stop("table " + table.sourceName() + " was dropped or renamed in the ERP");
        }
        SourceShape shape = found.get();
        List<MirrorColumn> wider = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            MirrorColumn column = table.columns().get(i);
            if (followed.absent().contains(column.name())) {
                continue;
            }
            String now = shape.types().get(column.name());
            String before = i < followed.types().size() ? followed.types().get(i) : now;
            if (now == null) {
                return new Verdict.Stop(
                        "column " + column.name() + " of " + table.sourceName() + " was dropped or renamed in the ERP");
            }
            if (before != null && !Widening.isFollowed(before, now)) {
                return new Verdict.Stop("column " + column.name() + " of " + table.sourceName() + " was " + before
                        + " and is " + now + " in the ERP");
            }
            if (before != null && Widening.isWiderInteger(before, now)) {
                wider.add(new MirrorColumn(column.name(), now));
            }
        }
        return checkRest(followed, shape)
                .orElse(wider.isEmpty() ? new Verdict.Same(shape) : new Verdict.Widen(shape, wider));
    }

    private Optional<Verdict> checkRest(FollowedTable followed, SourceShape shape) throws SQLException {
        Optional<TableSpec> spec = settings.pack()
                .findTable(followed.table().sourceSchema(), followed.table().sourceTable());
        if (spec.isEmpty()) {
            return stop("pack " + settings.pack().name() + " no longer captures "
                    + followed.table().sourceName());
        }
        Survey.Found found = Survey.read(erp(), List.of(spec.get())).get(0);
        if (found.isRefused()) {
            return stop(found.refusals().get(0).reason());
        }
        if (!isPublished(followed.table())) {
            return stop("table " + followed.table().sourceName() + " is not in publication " + settings.publication());
        }
        return Optional.empty();
    }

    private boolean isPublished(MirrorTable table) throws SQLException {
        String sql = """
                select exists (select from pg_catalog.pg_publication_tables
                    where pubname = ? and schemaname = ? and tablename = ?)
                """;
        try (PreparedStatement statement = erp().prepareStatement(sql)) {
            statement.setString(1, settings.publication());
            statement.setString(2, table.sourceSchema());
            statement.setString(3, table.sourceTable());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Connection erp() throws SQLException {
        if (erp == null || !erp.isValid(5)) {
            erp = settings.erp().open("yecai capture " + settings.source());
        }
        return erp;
    }

    private static Optional<Verdict> stop(String reason) {
        return Optional.of(new Verdict.Stop(reason));
    }

    private static String name(String partition) {
        return partition.substring(0, partition.lastIndexOf('|'));
    }
}
