package yecai.hub.access;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may read what: declared in a file, or found in a hub. The same form for both, so that they can be compared.
 *
 * @param roles reader roles and their datasets
 * @param masks what is masked for whom
 * @param labels sensitivity of columns
 * @param groups working groups and their members
 * @param principals people, groups and applications
 * @param scopes what principals see; those that came of requests are not among them
 */
public record AccessState(
        SortedMap<String, SortedSet<String>> roles,
        SortedMap<MaskKey, Mask> masks,
        SortedMap<ColumnKey, String> labels,
        SortedMap<String, SortedSet<String>> groups,
        SortedMap<String, Principal> principals,
        SortedMap<ScopeKey, ScopeTerm> scopes) {

    public AccessState {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        principals = Collections.unmodifiableSortedMap(new TreeMap<>(principals));
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    /** Returns the names of all principals. */
    SortedSet<String> principalNames() {
        return new TreeSet<>(principals.keySet());
    }

    /** A column of a dataset; the dataset may be {@code schema.*}. */
    public record ColumnKey(String dataset, String column) implements Comparable<ColumnKey> {
        @Override
        public int compareTo(ColumnKey other) {
            return List.of(dataset, column)
                    .toString()
                    .compareTo(List.of(other.dataset, other.column).toString());
        }
    }

    /** For whom a column is masked: a reader role or a principal. */
    public record MaskKey(ColumnKey column, String role) implements Comparable<MaskKey> {
        @Override
        public int compareTo(MaskKey other) {
            int columns = column.compareTo(other.column);
            return columns == 0 ? role.compareTo(other.role) : columns;
        }
    }

    public record Mask(String mask, String reason) {}

    /**
     * A principal, its reader roles and what holds for its logins.
     *
     * @param limits limits that differ from the hub's, by the name of the setting
     * @param actsAs principals that the logins of a service may act as
     */
    public record Principal(
            String kind, SortedSet<String> roles, SortedMap<String, String> limits, SortedSet<String> actsAs) {
        public Principal {
            roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
            limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
            actsAs = Collections.unmodifiableSortedSet(new TreeSet<>(actsAs));
        }
    }

    /** A scope's place: only one of a kind and value counts for a principal. */
    public record ScopeKey(String principal, String kind, String value) implements Comparable<ScopeKey> {
        @Override
        public int compareTo(ScopeKey other) {
            return List.of(principal, kind, value)
                    .toString()
                    .compareTo(List.of(other.principal, other.kind, other.value).toString());
        }
    }

    /**
     * From when to when a scope holds.
     *
     * @param from UTC, as PostgreSQL writes it without a zone; empty when it holds already
     * @param until likewise; empty when it has no end
     */
    public record ScopeTerm(String from, String until, String reason) {
        boolean isSameTime(ScopeTerm other) {
            return from.equals(other.from) && until.equals(other.until);
        }
    }
}
