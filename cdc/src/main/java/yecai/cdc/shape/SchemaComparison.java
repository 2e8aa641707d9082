package yecai.cdc.shape;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.preflight.Survey;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.TableSpec;

/** Compares one captured table with the ERP's catalogue. */
final class SchemaComparison {
    private final SourceSettings settings;
    private final Connection erp;
    private final Map<TableSpec, Survey.Found> surveyed = new HashMap<>();

    SchemaComparison(SourceSettings settings, Connection erp) {
        this.settings = settings;
        this.erp = erp;
    }

    /**
     * Compares.
     *
     * @param undelivered columns that the log no longer holds
     */
    Verdict compare(FollowedTable followed, List<String> undelivered) throws SQLException {
        return compare(followed, undelivered, TableIdentities.read(erp, settings.publication(), followed.table()));
    }

    /**
     * Compares.
     *
     * @param identity what the table is now
     */
    Verdict compare(FollowedTable followed, List<String> undelivered, TableIdentity identity) throws SQLException {
        MirrorTable table = followed.table();
        if (!undelivered.isEmpty()) {
            return new Verdict.Stop("column " + String.join(", ", undelivered) + " of " + table.sourceName()
                    + " is no longer delivered: it was dropped, renamed, or taken out of the publication");
        }
        if (identity.facts().equals(followed.identity().facts())) {
            // types, too, are what they were
            return verdict(findRefusal(table), Optional.empty(), identity);
        }
        IdentityChange change = new IdentityChange(table, settings.publication(), followed.identity(), identity);
        Optional<String> other = change.findOtherTable();
        if (other.isPresent()) {
            return new Verdict.Stop(other.get());
        }
        Optional<SourceShape> shape = SourceShape.find(erp, table.quotedSource());
        if (shape.isEmpty()) {
            return new Verdict.Stop("table " + table.sourceName() + " was dropped or renamed in the ERP");
        }
        Optional<String> problem = findNarrower(followed, shape.get()).or(() -> change.find(followed.absent()));
        if (problem.isEmpty()) {
            problem = findRefusal(table);
            if (problem.isPresent()) {
                // Altered since the identity was read, which then says more, such as how to free the ERP's own
                // statements.
                TableIdentity latest = TableIdentities.read(erp, settings.publication(), table);
                Optional<String> telling = new IdentityChange(
                                table, settings.publication(), followed.identity(), latest)
                        .find(followed.absent());
                problem = telling.isPresent() ? telling : problem;
            }
        }
        return verdict(problem, shape, identity);
    }

    private static Verdict verdict(Optional<String> problem, Optional<SourceShape> shape, TableIdentity identity) {
        return problem.isPresent() ? new Verdict.Stop(problem.get()) : new Verdict.Same(shape, identity);
    }

    private static Optional<String> findNarrower(FollowedTable followed, SourceShape shape) {
        MirrorTable table = followed.table();
        for (int i = 0; i < table.columns().size(); i++) {
            MirrorColumn column = table.columns().get(i);
            if (followed.absent().contains(column.name())) {
                continue;
            }
            String now = shape.types().get(column.name());
            String before = i < followed.types().size() ? followed.types().get(i) : now;
            if (now == null) {
                return Optional.of(
                        "column " + column.name() + " of " + table.sourceName() + " was dropped or renamed in the ERP");
            }
            if (before != null && !Widening.isFollowed(before, now)) {
                return Optional.of("column " + column.name() + " of " + table.sourceName() + " was " + before
                        + " and is " + now + " in the ERP");
            }
        }
        return Optional.empty();
    }

    /** Reads at once whether these tables can be captured, which is else asked for each. */
    void readRefusals(Collection<MirrorTable> tables) throws SQLException {
        List<TableSpec> specs = new ArrayList<>();
        for (MirrorTable table : tables) {
            settings.pack().findTable(table.sourceSchema(), table.sourceTable()).ifPresent(specs::add);
        }
        if (!specs.isEmpty()) {
            Survey.read(erp, specs).forEach(found -> surveyed.put(found.spec(), found));
        }
    }

    private Optional<String> findRefusal(MirrorTable table) throws SQLException {
        Optional<TableSpec> spec = settings.pack().findTable(table.sourceSchema(), table.sourceTable());
        if (spec.isEmpty()) {
            return Optional.of("pack " + settings.pack().name() + " no longer captures " + table.sourceName());
        }
        Survey.Found found = surveyed.get(spec.get());
        if (found == null) {
            found = Survey.read(erp, List.of(spec.get())).get(0);
        }
        return found.isRefused() ? Optional.of(found.refusals().get(0).reason()) : Optional.empty();
    }
}
