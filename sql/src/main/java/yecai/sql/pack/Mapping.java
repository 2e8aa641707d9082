package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the rows of one canonical table come from the mirror.
 *
 * @param name the view's name; the entity, or the entity, a dot and a word when several mappings feed one table
 * @param entity the canonical table
 * @param keyType the SQL type of {@code derive_key}
 * @param prefix what every {@code entity_key} starts with, before the derive key; disjoint among mappings of an entity
 * @param sql the view's query
 * @param touchedBy mirror table to the query that gives the derive keys which its rows in {@code changed} touch
 */
public record Mapping(
        String name, String entity, String keyType, String prefix, String sql, Map<String, String> touchedBy) {

    public Mapping {
        requireNonNull(name, "name is null");
        requireNonNull(entity, "entity is null");
        requireNonNull(keyType, "keyType is null");
        requireNonNull(prefix, "prefix is null");
        requireNonNull(sql, "sql is null");
        touchedBy = Collections.unmodifiableMap(new LinkedHashMap<>(touchedBy));
    }
}
