package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Survey;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.SourceShape;
import yecai.cdc.shape.TableIdentities;
import yecai.cdc.shape.TableIdentity;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/**
 * A table beside a mirror that is filled out of a snapshot of the ERP, and then takes the mirror's place or its rows.
 *
 * @param old the mirror as it is
 * @param wanted the mirror as it is to be
 * @param shape the table as it is in the ERP
 * @param identity the same by the facts that make it this table
 * @param absent columns of {@code wanted} that the ERP no longer has
 * @param copy the shadow table, quoted
 * @param suspects a table of the keys to which the copy is limited, quoted; empty if it is of the whole table
 */
public record ShadowTable(
        FollowedTable old,
        MirrorTable wanted,
        TableSpec spec,
        SourceShape shape,
        TableIdentity identity,
        List<String> absent,
        String copy,
        Optional<String> suspects) {
    /**
     * Says what the shadow of a mirror is to be; makes nothing.
     *
     * @throws YecaiException of kind SCHEMA if the table cannot be captured as it is now, or lost a column of its key
     */
    public static ShadowTable plan(
            Connection erp, SourceSettings settings, Decision decision, FollowedTable followed, int number)
            throws SQLException {
        MirrorTable old = followed.table();
        TableSpec spec = settings.pack()
                .findTable(old.sourceSchema(), old.sourceTable())
                .orElseThrow(() -> new YecaiException(
                        Kind.PACK, "pack " + settings.pack().name() + " no longer captures " + old.sourceName()));
        MirrorTable now = SourceCatalog.read(erp, spec, capturedColumns(erp, spec, old), settings.mirrorSchema());
        List<String> absent = new ArrayList<>();
        List<MirrorColumn> columns = new ArrayList<>();
        for (MirrorColumn column : old.columns()) {
            Optional<MirrorColumn> delivered = now.columns().stream()
                    .filter(candidate -> candidate.name().equals(column.name()))
                    .findFirst();
            if (delivered.isEmpty()) {
                absent.add(column.name());
            }
            columns.add(decision == Decision.IGNORE ? column : delivered.orElse(column));
        }
        if (old.keyColumns().stream().anyMatch(column -> absent.contains(column.name()))) {
            throw new YecaiException(
                    Kind.SCHEMA,
                    "table " + old.sourceName() + " lost a column of its key: name its new key in pack.yml, then run"
                            + " `yecai load --again`");
        }
        MirrorTable wanted =
                new MirrorTable(old.sourceSchema(), old.sourceTable(), old.schema(), old.name(), columns, old.key());
        SourceShape shape = SourceShape.find(erp, old.quotedSource()).orElseThrow();
        TableIdentity identity = TableIdentities.read(erp, settings.publication(), wanted);
        identity.findObstacle(wanted, settings.publication(), Set.copyOf(absent))
                .ifPresent(obstacle -> {
                    throw new YecaiException(
                            Kind.SCHEMA, "table " + old.sourceName() + " cannot be captured as it is now: " + obstacle);
                });
        return new ShadowTable(
                followed,
                wanted,
                spec,
                shape,
                identity,
                absent,
                Identifier.quote(old.schema(), "_shadow_" + number),
                Optional.empty());
    }

    /** The same, limited to the rows whose keys are in the other table. */
    public ShadowTable limitedTo(String keys) {
        return new ShadowTable(old, wanted, spec, shape, identity, absent, copy, Optional.of(keys));
    }

    private static List<String> capturedColumns(Connection erp, TableSpec spec, MirrorTable old) throws SQLException {
        Survey.Found found = Survey.read(erp, List.of(spec)).get(0);
        if (found.isRefused()) {
            throw new YecaiException(
                    Kind.SCHEMA,
                    "table " + old.sourceName() + " cannot be captured as it is now: "
                            + found.refusals().get(0).reason() + "; "
                            + found.refusals().get(0).remedy());
        }
        return found.columns();
    }

    /** Creates the shadow table, empty; drops one that an earlier attempt left behind. */
    public void create(Connection hub) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("drop table if exists " + copy);
            statement.execute(wanted.columns().stream()
                    .map(column -> column.quoted() + " " + column.type())
                    .collect(Collectors.joining(", ", "create table " + copy + " (", ", _tx bigint)")));
        }
    }

    /** Adds the key to the filled shadow table, and statistics. */
    public void finish(Connection hub) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute("alter table " + copy + " add primary key ("
                    + wanted.keyColumns().stream().map(MirrorColumn::quoted).collect(Collectors.joining(", "))
                    + ")");
            statement.execute("analyze " + copy);
        }
    }

    /** Returns whether the mirror keeps its columns and their types. */
    public boolean hasOldForm() {
        return wanted.columns().equals(old.table().columns());
    }

    /** The table of the ERP, with the columns that it still has. */
    public MirrorTable delivered() {
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

    /** Takes the values of columns that the ERP no longer has from the mirror. */
    public void keepAbsent(Connection hub) throws SQLException {
        if (!absent.isEmpty()) {
            try (Statement statement = hub.createStatement()) {
                statement.execute("update " + copy + " as n set "
                        + absent.stream()
                                .map(Identifier::quote)
                                .map(column -> column + " = m." + column)
                                .collect(Collectors.joining(", "))
                        + " from " + old.table().quoted() + " as m where " + wanted.keyEquals("m", "n"));
            }
        }
    }
}
