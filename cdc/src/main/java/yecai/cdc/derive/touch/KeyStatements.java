package yecai.cdc.derive.touch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.pack.Mapping;
import yecai.sql.text.SqlLiteral;

/** The statements that move keys between {@code pg_temp._touched}, which knows mappings by number, and tables of the hub. */
final class KeyStatements {
    private static final SqlTemplate CODES = SqlTemplate.read(KeyStatements.class, "touch-codes.sql");
    private static final SqlTemplate KEEP = SqlTemplate.read(KeyStatements.class, "keep-keys.sql");
    private static final SqlTemplate NOTE = SqlTemplate.of("""
            insert into pg_temp._touched (mapping, key, ord)
            select m.mapping, k.key, k.ord
            from unnest({{keys}}::text[], {{transactions}}::integer[]) as k(key, ord)
            cross join (values {{mappings}}) as m(mapping)
            """);
    private static final SqlTemplate KEEP_GIVEN = SqlTemplate.of("""
            insert into hub.underived_key (source, last_position, mapping, part, derive_keys, newest)
            select {{source}}, pg_catalog.current_setting('yecai.keeping')::pg_lsn, m.name,
                (
                    select count(*)
                    from hub.underived_key as k
                    where (k.source, k.last_position, k.mapping)
                        = ({{source}}, pg_catalog.current_setting('yecai.keeping')::pg_lsn, m.name)
                ),
                {{keys}}::text[], {{transactions}}::integer[]
            from (values {{mappings}}) as m(name)
            """);
    private static final SqlTemplate KEPT = SqlTemplate.read(KeyStatements.class, "touch-kept.sql");

    private KeyStatements() {}

    static String touchCodes(String source, List<Mapping> mappings) {
        return CODES.fill(values(source, mappings));
    }

    static String touchKept(String source, List<Mapping> mappings) {
        return KEPT.fill(values(source, mappings));
    }

    /** Returns the statement that keeps what was touched of all mappings. */
    static String keep(String source, List<Mapping> mappings) {
        return KEEP.fill(values(source, mappings));
    }

    /**
     * Returns the statement that keeps keys.
     *
     * @param mappings the names of those of which each key is touched
     * @param keys each with the index of the transaction that touched it; of one batch they are given at once
     */
    static String keep(String source, List<String> mappings, Map<String, Integer> keys) {
        return KEEP_GIVEN.fill(arrays(keys)
                .literal("source", source)
                .sql(
                        "mappings",
                        mappings.stream().map(m -> "(" + SqlLiteral.of(m) + ")").collect(Collectors.joining(", "))));
    }

    /**
     * Returns the statement that notes keys.
     *
     * @param numbers of the mappings of which each key is touched
     * @param keys each with the index of the transaction that touched it
     */
    static String note(List<Integer> numbers, Map<String, Integer> keys) {
        return NOTE.fill(arrays(keys)
                .sql("mappings", numbers.stream().map(n -> "(" + n + ")").collect(Collectors.joining(", "))));
    }

    private static SqlValues arrays(Map<String, Integer> keys) {
        return SqlValues.NONE
                .sql("keys", ArrayText.literal(keys.keySet()))
                .sql("transactions", ArrayText.literal(keys.values()));
    }

    private static SqlValues values(String source, List<Mapping> mappings) {
        String numbers = IntStream.range(0, mappings.size())
                .mapToObj(i -> "(" + i + ", " + SqlLiteral.of(mappings.get(i).name()) + ")")
                .collect(Collectors.joining(", "));
        return SqlValues.NONE.literal("source", source).sql("mappings", numbers);
    }
}
