package yecai.hub.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import yecai.sql.text.SqlLiteral;

/** The steps of a plan, as they are found: calls of the hub's functions, with their texts as literals. */
final class ChangeList {
    /** What the hub's functions are given as the reason. */
    static final String REASON = "'declared access'";

    private final List<Change> changes = new ArrayList<>();

    /** Adds a call that concerns no single principal. */
    void add(String call, String why) {
        add(call, why, "");
    }

    /** Adds a call that concerns a principal. */
    void add(String call, String why, String principal) {
        changes.add(new Change("select hub." + call + ";", why, principal, true));
    }

    /** Adds a call that a dry run may not execute unless it is tried. */
    void add(String call, String why, String principal, boolean isTried) {
        changes.add(new Change("select hub." + call + ";", why, principal, isTried));
    }

    List<Change> list() {
        return List.copyOf(changes);
    }

    /** What is in one collection and not in the other, which may be null for none. */
    static SortedSet<String> less(Collection<String> all, Collection<String> without) {
        SortedSet<String> rest = new TreeSet<>(all);
        if (without != null) {
            rest.removeAll(without);
        }
        return rest;
    }

    /** Texts as literals with commas between them. */
    static String texts(String... values) {
        return String.join(
                ", ", List.of(values).stream().map(SqlLiteral::inOneLine).toList());
    }

    static String array(SortedSet<String> items) {
        return "array["
                + String.join(", ", items.stream().map(SqlLiteral::inOneLine).toList()) + "]::text[]";
    }
}
