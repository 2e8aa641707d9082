package yecai.hub.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of the hub chained by hashes, in schema hub. Either each row names the hash before (columns prev_hash and hash),
 * or rows have a hash each and a table {@code NAME_batch} chains batches of them. A row's hash is SHA-256 over its
 * other columns as a JSON array, times as microseconds since 1970, after the hash before where the row names one. It is
 * computed here with the server's own functions, not with the hub's, which a superuser could have replaced.
 *
 * @param table the table with the rows
 * @param columns what is hashed, in order, as SQL over the row c; the first is the row's number
 * @param isBatched whether batches are chained rather than rows
 */
public record AuditChain(String table, String number, List<String> columns, boolean isBatched) {
    private static final String COLUMNS = """
            select c.relname, a.attname, a.atttypid = 'timestamptz'::regtype, b.oid is not null
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'hub'
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_class as b on b.relnamespace = n.oid and b.relname = c.relname || '_batch'
            where c.relkind = 'r'
                and c.relname !~ '_batch$'
                and exists (
                    select from pg_attribute as h
                    where h.attrelid = coalesce(b.oid, c.oid) and h.attname = 'prev_hash' and h.atttypid = 'bytea'::regtype
                )
                and a.attname not in ('prev_hash', 'hash')
                and not (b.oid is not null and a.attname = 'batch')
            order by c.relname, a.attnum
            """;

    /** The last row of a chain; number 0 of an empty one. */
    public record Head(String chain, long number, String hash) {}

    public AuditChain {
        columns = List.copyOf(columns);
    }

    /** All chains of the hub. */
    public static List<AuditChain> list(Connection hub) throws SQLException {
        Map<String, AuditChain> chains = new LinkedHashMap<>();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String column = rows.getString(2);
                AuditChain begun = chains.get(rows.getString(1));
                List<String> hashed = new ArrayList<>(begun == null ? List.of() : begun.columns());
                hashed.add(
                        rows.getBoolean(3)
                                ? "(extract(epoch from c." + column + ") * 1000000)::bigint"
                                : "c." + column);
                chains.put(
                        rows.getString(1),
                        new AuditChain(
                                rows.getString(1),
                                begun == null ? column : begun.number(),
                                hashed,
                                rows.getBoolean(4)));
            }
        }
        return List.copyOf(chains.values());
    }

    /** Names the first row that was changed, reordered or follows one that is gone; empty if the chain is whole. */
    public Optional<String> findFirstBad(Connection hub) throws SQLException {
        String content =
                "pg_catalog.convert_to(pg_catalog.jsonb_build_array(" + String.join(", ", columns) + ")::text, 'UTF8')";
        String sql = "select f.number, f.problem from ("
                + (isBatched ? batched(content) : chained(content))
                + ") as f where f.problem is not null order by f.number limit 1";
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next()
                    ? Optional.of("hub." + table + " entry " + rows.getLong(1) + ": " + rows.getString(2))
                    : Optional.empty();
        }
    }

    private String chained(String content) {
        return """
                select c.%1$s as number, case
                    when c.%1$s <> row_number() over (order by c.%1$s) then 'an entry is missing before it'
                    when c.prev_hash <> lag(c.hash, 1, '\\x00'::bytea) over (order by c.%1$s)
                        then 'it is not chained to the entry before'
                    when c.hash <> pg_catalog.sha256(c.prev_hash || %2$s) then 'its content differs from its hash'
                end as problem
                from hub.%3$s as c
                """.formatted(number, content, table);
    }

    private String batched(String content) {
        return """
                select c.%1$s as number, case
                    when c.%1$s <> row_number() over (order by c.%1$s) then 'an entry is missing before it'
                    when c.hash <> pg_catalog.sha256(%2$s) then 'its content differs from its hash'
                end as problem
                from hub.%3$s as c
                union all
                select b.first_entry, case
                    when b.batch <> row_number() over (order by b.batch) then 'a batch is missing before it'
                    when b.prev_hash <> lag(b.hash, 1, '\\x00'::bytea) over (order by b.batch)
                        then 'its batch is not chained to the batch before'
                    when b.hash <> pg_catalog.sha256(b.prev_hash || coalesce((
                        select string_agg(e.hash, ''::bytea order by e.%1$s) from hub.%3$s as e where e.batch = b.batch
                    ), ''::bytea)) then 'the entries of its batch differ from the batch''s hash'
                end
                from hub.%3$s_batch as b
                """.formatted(number, content, table);
    }

    /** Returns the last row, of the batches where these are chained. */
    public Head head(Connection hub) throws SQLException {
        String sql =
                "select " + headNumber() + ", encode(hash, 'hex') from " + headTable() + " order by 1 desc limit 1";
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? new Head(table, rows.getLong(1), rows.getString(2)) : new Head(table, 0, "");
        }
    }

    private String headTable() {
        return "hub." + table + (isBatched ? "_batch" : "");
    }

    private String headNumber() {
        return isBatched ? "batch" : number;
    }

    /** Says what is wrong if the row that was the head then is gone, or another now. */
    public Optional<String> findCut(Connection hub, Head then) throws SQLException {
        if (then.number() == 0) {
            return Optional.empty();
        }
        String place = headTable() + " " + headNumber() + " " + then.number();
        String sql =
                "select encode(hash, 'hex') from " + headTable() + " where " + headNumber() + " = " + then.number();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return Optional.of(place + ": the anchor has it and the hub has not; the chain was cut");
            }
            return rows.getString(1).equals(then.hash())
                    ? Optional.empty()
                    : Optional.of(place + ": its hash is not the anchor's; the chain was written anew");
        }
    }
}
