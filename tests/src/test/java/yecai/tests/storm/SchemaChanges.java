package yecai.tests.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/** Invents changes of the schemas of captured tables, of nearly a hundred kinds. */
final class SchemaChanges {
    private final Connection erp;
    private final Random random;
    private final List<List<Kind>> groups = new ArrayList<>();
    private final List<Kind> wide;
    private final Set<String> made = new TreeSet<>();

    /** Makes a change out of a table; null if it does not fit it. */
    interface Kind {
        SchemaChange of(ErpTable table);
    }

    /** @param erp reads the catalogue */
    SchemaChanges(Connection erp, SourceSettings settings, Random random) {
        this.erp = erp;
        this.random = random;
        Publication publication = new Publication(settings, random);
        groups.add(new ColumnChanges(publication, random).kinds());
        groups.add(new TableChanges(publication, Identifier.quote(settings.erp().user()), random).kinds());
        groups.add(new PartitionChanges(random).kinds());
        groups.add(new TypeChanges(random).kinds());
        groups.add(publication.kinds());
        groups.add(new KeyChanges(publication, random).kinds());
        this.wide = publication.wideKinds();
    }

    /** Returns a change of one table; empty if its kind does not fit the table, or the table is gone. */
    Optional<SchemaChange> next(TableSpec spec) throws SQLException {
        Optional<ErpTable> table = ErpTable.find(erp, spec, random);
        List<Kind> group = groups.get(
                table.isPresent() && table.get().isPartitioned() && random.nextBoolean()
                        ? 2
                        : List.of(0, 0, 0, 1, 1, 3, 4, 5).get(random.nextInt(8)));
        return make(group, table);
    }

    /** Returns a change that concerns all tables. */
    Optional<SchemaChange> nextWide(TableSpec spec) throws SQLException {
        return make(wide, ErpTable.find(erp, spec, random));
    }

    private Optional<SchemaChange> make(List<Kind> group, Optional<ErpTable> table) {
        Kind kind = group.get(random.nextInt(group.size()));
        Optional<SchemaChange> change = table.map(kind::of);
        return change;
    }

    /** Notes that a change was made. */
    void note(SchemaChange change) {
        made.add(change.kind());
    }

    /** The kinds that were made. */
    Set<String> made() {
        return made;
    }
}
