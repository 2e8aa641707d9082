package yecai.cdc.derive;

import java.util.List;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.Mapping;

/**
 * Whose a canonical row is. A document's rows have the key prefix || derive_key, or that, a colon and a detail; where derive
 * keys may themselves contain colons, the key alone does not tell.
 *
 * @param rows gives the entity_keys of the rows that the derive key in its parameter owns, or seems to own
 * @param delete deletes the rows whose entity_keys are in its parameter
 * @param others gives the other derive keys that may own a row, by its entity_key and the derive key that is not meant
 * @param gives tells whether the mapping gives, for a derive key, a row with that entity_key
 */
record OwnedSql(String rows, String delete, String others, String gives) {
    private static final List<String> TEXT_TYPES = List.of("text", "varchar");

    static OwnedSql of(String source, String view, String canon, Mapping mapping) {
        return new OwnedSql(
                "select e.entity_key from (select ?::" + mapping.keyType() + " as derive_key) as t cross join lateral ("
                        + rows(source, canon, mapping) + ") as e",
                "delete from " + canon + " as c where c.source = " + Identifier.literal(source)
                        + " and c.entity_key = any(?)",
                mayContainColons(mapping)
                        ? "select o.derive_key from (select ?::text as entity_key, ?::text as derive_key) as e cross join lateral ("
                                + owners(source, mapping) + ") as o"
                        : "select null where ?::text || ?::text is null",
                "select exists (select from " + view + " as m where m.derive_key = ?::" + mapping.keyType()
                        + " and m.entity_key = ?)");
    }

    /** Whether derive keys may contain colons. */
    static boolean mayContainColons(Mapping mapping) {
        return TEXT_TYPES.contains(mapping.keyType());
    }

    /** Whether an entity_key is its prefix and derive_key, then nothing more, or a colon and a detail. */
    static String fits(String alias, String prefix) {
        String start = Identifier.literal(prefix) + " || " + alias + "derive_key::text";
        return "(" + alias + "entity_key = " + start + " or starts_with(" + alias + "entity_key, " + start
                + " || ':'))";
    }

    /**
     * Whether a row g of lost is given for none of the other keys that may own it: M1:A looks like a detail of M1, so a row
     * that is no longer given for one key may be another's.
     */
    static String isNotOthers(String source, String view, Mapping mapping) {
        return "g.entity_key not in (select m.entity_key from " + view + " as m where m.entity_key is not null and"
                + " m.derive_key = any(array(select o.derive_key::" + mapping.keyType() + " from lost as e cross join"
                + " lateral (" + owners(source, mapping) + ") as o)))";
    }

    // All that a row's key begins with may be its derive key. One that is parked gives nothing, and must not be asked.
    private static String owners(String source, Mapping mapping) {
        String rest =
                "string_to_array(substr(e.entity_key, " + (mapping.prefix().length() + 1) + "), ':')";
        return "select k.derive_key from (select array_to_string((" + rest
                + ")[1:n.parts], ':') as derive_key from generate_subscripts(" + rest
                + ", 1) as n(parts)) as k where k.derive_key is distinct from e.derive_key::text and not exists"
                + " (select from hub.parked as p where (p.source, p.mapping, p.derive_key) = ("
                + named(source, mapping) + ", k.derive_key))";
    }

    // The canonical rows of a derive key are prefix || key itself and everything that goes on with a colon; ';' is the
    // character after ':' in the "C" collation of entity_key. Two index scans; with "or" the planner reads everything.
    private static String rows(String source, String canon, Mapping mapping) {
        String key = Identifier.literal(mapping.prefix()) + " || t.derive_key::text";
        String from = "select e.ctid as row_id, e.entity_key from " + canon + " as e where e.source = "
                + Identifier.literal(source);
        return "(" + from + " and e.entity_key = " + key + " offset 0) union all (" + from + " and " + details(key)
                + " and " + givesDetails(source, mapping) + " offset 0)";
    }

    /** Whether the mapping may give details. */
    static String givesDetails(String source, Mapping mapping) {
        return "not exists (" + plain(source, mapping) + ")";
    }

    /** The note that the mapping has no details. */
    static String plain(String source, Mapping mapping) {
        return "select from hub.plain_mapping as p where (p.source, p.mapping) = (" + named(source, mapping) + ")";
    }

    /** Whether a row e is a detail of the key. */
    static String details(String key) {
        return "e.entity_key >= " + key + " || ':' and e.entity_key < " + key + " || ';'";
    }

    /** The mapping as values of the columns source and mapping. */
    static String named(String source, Mapping mapping) {
        return Identifier.literal(source) + ", " + Identifier.literal(mapping.name());
    }
}
