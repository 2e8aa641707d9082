package yecai.cdc.derive;

import java.util.List;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
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

    private static final SqlTemplate ROWS = SqlTemplate.read(OwnedSql.class, "owned-rows.sql");
    private static final SqlTemplate OWNERS = SqlTemplate.read(OwnedSql.class, "owners.sql");
    private static final SqlTemplate NOT_ANOTHERS = SqlTemplate.read(OwnedSql.class, "not-anothers.sql");
    private static final SqlTemplate DELETE =
            SqlTemplate.of("delete from {{canon}} as c where c.source = {{source}} and c.entity_key = any(?)");
    private static final SqlTemplate OTHERS = SqlTemplate.of("""
            select o.derive_key
            from (select ?::text as entity_key, ?::text as derive_key) as e
            cross join lateral (
                {{owners}}
            ) as o
            """);
    private static final String NO_OTHERS = "select null where ?::text || ?::text is null";
    private static final SqlTemplate GIVES = SqlTemplate.of("""
            select exists (
                select
                from {{view}} as m
                where m.derive_key = ?::{{key_type}}
                    and m.entity_key = ?
            )
            """);

    /** @param values of the mapping's placeholders, as {@link DeriveSql} makes them */
    static OwnedSql of(SqlValues values, Mapping mapping) {
        return new OwnedSql(
                ROWS.fill(values),
                DELETE.fill(values),
                mayContainColons(mapping) ? OTHERS.fill(values.sql("owners", OWNERS.fill(values))) : NO_OTHERS,
                GIVES.fill(values));
    }

    /** Whether derive keys may contain colons. */
    static boolean mayContainColons(Mapping mapping) {
        return TEXT_TYPES.contains(mapping.keyType());
    }

    /** The further condition on what is deleted where derive keys may contain colons; else nothing. */
    static String andIsNotAnothers(SqlValues values, Mapping mapping) {
        return mayContainColons(mapping) ? NOT_ANOTHERS.fill(values.sql("owners", OWNERS.fill(values))) : "";
    }
}
