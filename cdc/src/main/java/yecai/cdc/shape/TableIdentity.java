package yecai.cdc.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import yecai.cdc.mirror.MirrorTable;

/**
 * What makes a table of the ERP the one that was copied: facts of the catalogue whose change can make old or new rows of the
 * mirror wrong without a trace in the log.
 *
 * @param digest changes whenever a fact does; empty if it is not known
 * @param facts by name, as {@code facts.sql} gives them; a fact that does not apply is not there
 */
public record TableIdentity(String digest, Map<String, String> facts) {
    /** Nothing is known of the table. */
    public static final TableIdentity NONE = new TableIdentity("", Map.of());

    public TableIdentity {
        facts = Map.copyOf(facts);
    }

    /** Makes one of facts' names and contents in the same order. */
    static TableIdentity of(String digest, List<String> names, List<String> contents) {
        Map<String, String> facts = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            facts.put(names.get(i), contents.get(i));
        }
        return new TableIdentity(digest, facts);
    }

    /** Returns the table's number in the ERP, by which the log names it; empty if it is not known. */
    public Optional<Integer> findTableNumber() {
        return find("table").map(Integer::parseUnsignedInt);
    }

    /**
     * Returns why a table with this identity cannot be captured, or harms the ERP; empty if it can.
     *
     * @param absent columns of the table that the ERP does not have
     */
    public Optional<String> findObstacle(MirrorTable table, String publication, Set<String> absent) {
        return findChange(table, publication, this, absent);
    }

    /** Returns why a mirror that was copied from a table with this identity may be wrong now; empty if it is right. */
    public Optional<String> findChange(MirrorTable table, String publication, TableIdentity now, Set<String> absent) {
        IdentityChange change = new IdentityChange(table, publication, this, now);
        return change.findOtherTable().or(() -> change.find(absent));
    }

    /** Returns whether it is a partitioned table, whose rows the log holds under its name. */
    public boolean isPartitioned() {
        return find("kind").orElse("").startsWith("partitioned");
    }

    /**
     * Returns those of a log's columns that stand before another one that the table has before them, so that other columns bear
     * their names.
     */
    public List<String> listMisplaced(List<String> columns) {
        List<String> misplaced = new ArrayList<>();
        int highest = 0;
        for (String column : columns) {
            int number = find("number of " + column).map(Integer::parseInt).orElse(highest);
            if (number < highest) {
                misplaced.add(column);
            }
            highest = Math.max(highest, number);
        }
        return misplaced;
    }

    Optional<String> find(String fact) {
        return Optional.ofNullable(facts.get(fact));
    }

    boolean isKnown() {
        return !facts.isEmpty();
    }

    /** Returns whether the fact is the same in both, or in neither. */
    boolean agrees(TableIdentity other, String fact) {
        return find(fact).equals(other.find(fact));
    }
}
