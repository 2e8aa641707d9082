package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.derive.Derivation;
import yecai.cdc.derive.FullDerivation;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorSchema;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.Lsn;
import yecai.cdc.script.Script;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;
import yecai.sql.pack.TableSpec;

/** Copies of tables beside their mirrors, and the moment in which they take the mirrors' place. */
final class FreshTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshTables.class);

    private final SourceSettings settings;
    private final Decision decision;
    private final List<Fresh> tables = new ArrayList<>();

    /**
     * @param old the mirror as it is
     * @param wanted as it is to be
     * @param absent its columns that the ERP no longer has
     * @param copy the table that holds the copied rows, quoted
     */
    private record Fresh(
            FollowedTable old,
            MirrorTable wanted,
            TableSpec spec,
            SourceShape shape,
            List<String> absent,
            String copy) {
        boolean hasOldForm() {
            return wanted.columns().equals(old.table().columns());
        }

        /** The table of the ERP, with the columns that it still has. */
        MirrorTable delivered() {
            List<MirrorColumn> columns = wanted.columns().stream()
                    .filter(column -> !absent.contains(column.name()))
                    .toList();
            return new MirrorTable(
                    wanted.sourceSchema(),
                    wanted.sourceTable(),
                    wanted.schema(),
                    wanted.name(),
                    columns,
                    wanted.keyColumns().stream().map(columns::indexOf).toList());
        }
    }

    FreshTables(SourceSettings settings, Decision decision) {
        this.settings = settings;
        this.decision = decision;
    }

    /** Copies the tables out of the ERP's snapshot; returns the number of rows. */
    long copy(String snapshot, List<FollowedTable> followed, LoadProgress progress) throws SQLException {
        long rows = 0;
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                Connection hub = settings.hub().open("yecai load " + settings.source())) {
            try (Statement statement = hub.createStatement()) {
                statement.execute(TextForm.SETTINGS);
            }
            ExportedSnapshot.adopt(erp, snapshot);
            for (FollowedTable table : followed) {
                Fresh fresh = prepare(erp, hub, table);
                tables.add(fresh);
                long copied = TableCopy.run(erp, hub, fresh.delivered(), fresh.copy());
                try (Statement statement = hub.createStatement()) {
                    statement.execute("alter table " + fresh.copy() + " add primary key ("
                            + fresh.wanted().keyColumns().stream()
                                    .map(MirrorColumn::quoted)
                                    .collect(Collectors.joining(", "))
                            + ")");
                    statement.execute("analyze " + fresh.copy());
                }
                progress.copied(table.table().sourceName(), copied);
                rows += copied;
            }
            erp.rollback();
        }
        return rows;
    }

    /** Makes the mirrors what the copies are, if the hub still stands at the position. */
    void putInPlace(long position) throws SQLException {
        try (Connection hub = settings.hub().open("yecai load " + settings.source())) {
            hub.setAutoCommit(false);
            lock(hub, position);
            TableRegister register = new TableRegister(hub, settings.source(), settings.mirrorSchema());
            boolean reshaped = tables.stream().anyMatch(fresh -> !fresh.hasOldForm());
            if (decision == Decision.IGNORE) {
                for (Fresh fresh : tables) {
                    keepAbsent(hub, fresh);
                }
            }
            if (reshaped) {
                replace(hub);
            } else {
                merge(hub);
            }
            for (Fresh fresh : tables) {
                register.noteShape(fresh.wanted(), fresh.shape());
                register.follow(fresh.wanted(), fresh.absent());
            }
            register.announce();
            hub.commit();
        }
    }

    @Override
    public void close() {
        if (tables.isEmpty()) {
            return;
        }
        try (Connection hub = settings.hub().open("yecai load " + settings.source());
                Statement statement = hub.createStatement()) {
            for (Fresh fresh : tables) {
                statement.execute("drop table if exists " + fresh.copy());
            }
        } catch (SQLException e) {
            LOG.warn("the copies beside the mirror of {} could not be dropped: {}", settings.source(), e.getMessage());
        }
    }

    private Fresh prepare(Connection erp, Connection hub, FollowedTable followed) throws SQLException {
        MirrorTable old = followed.table();
        TableSpec spec = settings.pack()
                .findTable(old.sourceSchema(), old.sourceTable())
                .orElseThrow(() -> new YecaiException(
                        Kind.PACK, "pack " + settings.pack().name() + " no longer captures " + old.sourceName()));
        Survey.Found found = Survey.read(erp, List.of(spec)).get(0);
        if (found.isRefused()) {
            throw new YecaiException(
                    Kind.SCHEMA,
                    "table " + old.sourceName() + " cannot be captured as it is now: "
                            + found.refusals().get(0).reason() + "; "
                            + found.refusals().get(0).remedy());
        }
        MirrorTable now = SourceCatalog.read(erp, spec, found.columns(), settings.mirrorSchema());
        List<String> absent = new ArrayList<>();
        List<MirrorColumn> columns = new ArrayList<>();
        for (MirrorColumn column : old.columns()) {
            MirrorColumn delivered = now.columns().stream()
                    .filter(candidate -> candidate.name().equals(column.name()))
                    .findFirst()
                    .orElse(null);
            if (delivered == null) {
                absent.add(column.name());
            }
            columns.add(delivered == null || decision == Decision.IGNORE ? column : delivered);
        }
        if (old.keyColumns().stream().anyMatch(column -> absent.contains(column.name()))) {
            throw new YecaiException(
                    Kind.SCHEMA,
                    "table " + old.sourceName() + " lost a column of its key: name its new key in pack.yml, then run"
                            + " `yecai load --again`");
        }
        MirrorTable wanted =
                new MirrorTable(old.sourceSchema(), old.sourceTable(), old.schema(), old.name(), columns, old.key());
        String copy = Identifier.quote(old.schema(), "_fresh_" + tables.size());
        try (Statement statement = hub.createStatement()) {
            statement.execute("drop table if exists " + copy);
            statement.execute(columns.stream()
                    .map(column -> column.quoted() + " " + column.type())
                    .collect(Collectors.joining(", ", "create table " + copy + " (", ", _tx bigint)")));
        }
        SourceShape shape = SourceShape.find(erp, old.quotedSource()).orElseThrow();
        return new Fresh(followed, wanted, spec, shape, absent, copy);
    }

    // The row of the source is what a capture moves with every commit: who holds it is alone.
    private void lock(Connection hub, long position) throws SQLException {
        try (PreparedStatement statement =
                hub.prepareStatement("select position::text from hub.source where source = ? for update")) {
            statement.setString(1, settings.source());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getString(1).equals(Lsn.text(position))) {
                    throw new YecaiException(
                            Kind.CONFLICT,
                            "the capture of source " + settings.source() + " did not stay at " + Lsn.text(position)
                                    + " but went on to " + row.getString(1) + "; nothing was changed, try again");
                }
            }
        }
    }

    private void keepAbsent(Connection hub, Fresh fresh) throws SQLException {
        if (!fresh.absent().isEmpty()) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("update " + fresh.copy() + " as n set "
                        + fresh.absent().stream()
                                .map(Identifier::quote)
                                .map(column -> column + " = m." + column)
                                .collect(Collectors.joining(", "))
                        + " from " + fresh.old().table().quoted() + " as m where "
                        + fresh.wanted().keyEquals("m", "n"));
            }
        }
    }

    private void merge(Connection hub) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            statement.execute(
                    "set search_path = \"" + settings.mapSchema() + "\", \"" + settings.mirrorSchema() + "\"");
            statement.execute("set jit = off");
            Script script = new Script(hub);
            Derivation derivation = new Derivation(hub, settings.source(), settings.mapSchema(), settings.pack());
            for (int i = 0; i < tables.size(); i++) {
                MirrorTable table = tables.get(i).wanted();
                String stage = "pg_temp._merge_" + i;
                for (String sql : MergeSql.of(table, stage, tables.get(i).copy())) {
                    statement.execute(sql);
                }
                if (derivation.dependsOn(table)) {
                    derivation.touch(script, table, stage);
                    script.run();
                }
            }
            derivation.noteTouched(script);
            script.run();
            boolean derives = derivation.derive(script, new long[0], new long[0], 0);
            try {
                script.run();
            } catch (SQLException e) {
                if (!derives || !derivation.canPark(e)) {
                    throw e;
                }
                derivation.deriveCarefully(e);
            }
        }
    }

    private void replace(Connection hub) throws SQLException {
        MirrorSchema.dropMapping(hub, settings.mapSchema());
        for (Fresh fresh : tables) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("drop table " + fresh.wanted().quoted());
                statement.execute("alter table " + fresh.copy() + " rename to "
                        + Identifier.quote(fresh.wanted().name()));
            }
            MirrorSchema.describe(hub, fresh.wanted());
            MirrorSchema.createIndexes(hub, fresh.wanted(), fresh.spec());
        }
        MirrorSchema.createMapping(hub, settings.pack(), settings.mirrorSchema(), settings.mapSchema());
        new FullDerivation(hub, settings.source(), settings.mapSchema(), settings.pack()).run();
    }
}
