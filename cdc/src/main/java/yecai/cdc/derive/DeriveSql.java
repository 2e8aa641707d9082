package yecai.cdc.derive;

import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/**
 * The statements that keep a mapping's canonical rows equal to its view. The longer ones, and the reasons for their form, are
 * the {@code .sql} files of this package.
 *
 * @param incremental recomputes what pg_temp._touched names
 * @param few does what {@code incremental} does for keys, transaction numbers and commit times that are its arguments, the newest first
 * @param areNew tells whether nothing is there of what pg_temp._touched names, nor can be details of it
 * @param insertNew does what {@code incremental} does where {@code areNew} is true; fails if there are details after all
 * @param ofKeys does what {@code incremental} does for keys and transaction ordinals that are its parameters
 * @param full inserts all rows; answers with true if none of them can be a detail
 * @param hasNoDetails tells whether no row is a detail, also where keys contain colons
 * @param notePlain notes that the mapping has no details
 * @param keys gives all derive keys
 * @param badKey gives an entity_key that is not unique or does not fit to its derive key, if there is one
 * @param owned whose a canonical row is
 */
record DeriveSql(
        String incremental,
        String few,
        String areNew,
        String insertNew,
        String ofKeys,
        String full,
        String hasNoDetails,
        String notePlain,
        String keys,
        String badKey,
        OwnedSql owned) {
    private static final SqlTemplate MERGE = template("merge.sql");
    private static final SqlTemplate ARE_NEW = template("are-new.sql");
    private static final SqlTemplate INSERT_NEW = template("insert-new.sql");
    private static final SqlTemplate FULL = template("full.sql");
    private static final SqlTemplate BAD_KEY = template("bad-key.sql");
    private static final SqlTemplate TOUCHED = template("touched.sql");
    private static final SqlTemplate TOUCHED_KEYS = template("touched-keys.sql");
    private static final SqlTemplate FEW_KEYS = template("few-keys.sql");
    private static final SqlTemplate GIVEN_KEYS = template("given-keys.sql");
    private static final SqlTemplate HAS_NO_DETAILS = SqlTemplate.of("""
            select not exists (
                select
                from {{view}} as m
                where m.entity_key <> {{prefix}} || m.derive_key::text
            )
            """);
    private static final SqlTemplate NOTE_PLAIN =
            SqlTemplate.of("insert into hub.plain_mapping (source, mapping) values ({{source}}, {{mapping}})");
    private static final SqlTemplate KEYS = SqlTemplate.of("select distinct derive_key::text from {{view}}");

    /**
     * @param number the mapping's, in pg_temp._touched
     * @param columns the canonical columns that the mapping's view gives, {@code entity_key} first
     */
    static DeriveSql of(String source, String mapSchema, Mapping mapping, int number, List<String> columns) {
        SqlValues values = values(source, mapSchema, mapping, number, columns);
        SqlValues merged = values.sql("and_is_not_anothers", OwnedSql.andIsNotAnothers(values, mapping));
        SqlValues ofBatch = values.sql("touched_keys", TOUCHED_KEYS.fill(values));
        SqlValues given = values.sql("touched_keys", GIVEN_KEYS.fill(values));
        return new DeriveSql(
                MERGE.fill(merged.sql("touched", TOUCHED.fill(ofBatch))),
                MERGE.fill(merged.sql("touched", FEW_KEYS.fill(values))),
                ARE_NEW.fill(ofBatch),
                INSERT_NEW.fill(ofBatch.sql("touched", TOUCHED.fill(ofBatch))),
                MERGE.fill(merged.sql("touched", TOUCHED.fill(given))),
                FULL.fill(values),
                HAS_NO_DETAILS.fill(values),
                NOTE_PLAIN.fill(values),
                KEYS.fill(values),
                BAD_KEY.fill(values),
                OwnedSql.of(values, mapping));
    }

    private static SqlValues values(
            String source, String mapSchema, Mapping mapping, int number, List<String> columns) {
        List<String> others =
                columns.stream().filter(name -> !name.equals("entity_key")).toList();
        return SqlValues.NONE
                .literal("source", source)
                .literal("mapping", mapping.name())
                .literal("prefix", mapping.prefix())
                .sql("behind_prefix", Integer.toString(mapping.prefix().length() + 1))
                .sql("mapping_number", Integer.toString(number))
                .sql("key_type", mapping.keyType())
                .sql("view", Identifier.quote(mapSchema, mapping.name()))
                .sql("canon", Identifier.quote("canon", mapping.entity()))
                .columns("columns", columns)
                .columns("others", others)
                .sql(
                        "assignments",
                        others.stream()
                                .map(Identifier::quote)
                                .map(name -> name + " = f." + name)
                                .collect(Collectors.joining(", ")));
    }

    private static SqlTemplate template(String file) {
        return SqlTemplate.read(DeriveSql.class, file);
    }
}
