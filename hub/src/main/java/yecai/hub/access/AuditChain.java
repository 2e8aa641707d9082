package yecai.hub.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the hub whose rows are chained by hashes: schema hub, first column the number, columns prev_hash and hash.
 * The hash is SHA-256 over the hash before and the other columns as a JSON array, times as microseconds since 1970. It
 * is computed here with functions of the server's own, not with the hub's, which a superuser could have replaced.
 *
 * @param table name of the table in schema hub
 * @param columns its columns but the two hashes, in order; times are written as microseconds
 */
public record AuditChain(String table, List<Column> columns) {
    private static final String CHAINS = """
            select c.relname, a.attname, a.atttypid = 'timestamptz'::regtype
            from pg_class as c
            inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'hub'::regnamespace and c.relkind = 'r'
                and 2 = (
                    select count(*) from pg_attribute as h
                    where h.attrelid = c.oid and h.attname in ('prev_hash', 'hash') and h.atttypid = 'bytea'::regtype
                )
                and a.attname not in ('prev_hash', 'hash')
            order by c.relname, a.attnum
            """;

    /** A column that is hashed. */
    record Column(String name, boolean isTime) {}

    /** The last entry of a chain; number 0 of an empty one. */
    public record Head(String chain, long number, String hash) {}

    public AuditChain {
        columns = List.copyOf(columns);
    }

    /** All chains of the hub. */
    public static List<AuditChain> list(Connection hub) throws SQLException {
        List<AuditChain> chains = new ArrayList<>();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(CHAINS)) {
            String table = null;
            List<Column> columns = new ArrayList<>();
            while (rows.next()) {
                if (table != null && !table.equals(rows.getString(1))) {
                    chains.add(new AuditChain(table, columns));
                    columns = new ArrayList<>();
                }
                table = rows.getString(1);
                columns.add(new Column(rows.getString(2), rows.getBoolean(3)));
            }
            if (table != null) {
                chains.add(new AuditChain(table, columns));
            }
        }
        return List.copyOf(chains);
    }

    private String number() {
        return columns.get(0).name();
    }

    /** Names the first entry that was changed, reordered or follows one that is gone; empty if the chain is whole. */
    public Optional<String> findFirstBad(Connection hub) throws SQLException {
        List<String> items = new ArrayList<>();
        for (Column column : columns) {
            items.add(
                    column.isTime()
                            ? "(extract(epoch from c." + column.name() + ") * 1000000)::bigint"
                            : "c." + column.name());
        }
        String sql = """
                select c.number, c.problem
                from (
                    select c.%1$s as number, case
                        when c.%1$s <> row_number() over (order by c.%1$s) then 'an entry is missing before it'
                        when c.prev_hash <> lag(c.hash, 1, '\\x00'::bytea) over (order by c.%1$s)
                            then 'it is not chained to the entry before'
                        when c.hash <> pg_catalog.sha256(c.prev_hash || pg_catalog.convert_to(
                            pg_catalog.jsonb_build_array(%2$s)::text, 'UTF8')) then 'its content differs from its hash'
                    end as problem
                    from hub.%3$s as c
                ) as c
                where c.problem is not null
                order by c.number
                limit 1
                """.formatted(number(), String.join(", ", items), table);
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next()
                    ? Optional.of("hub." + table + " entry " + rows.getLong(1) + ": " + rows.getString(2))
                    : Optional.empty();
        }
    }

    /** Returns the last entry. */
    public Head head(Connection hub) throws SQLException {
        String sql = "select " + number() + ", encode(hash, 'hex') from hub." + table + " order by 1 desc limit 1";
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? new Head(table, rows.getLong(1), rows.getString(2)) : new Head(table, 0, "");
        }
    }

    /** Says what is wrong if the entry that was the head then is gone or another now. */
    public Optional<String> findCut(Connection hub, Head then) throws SQLException {
        if (then.number() == 0) {
            return Optional.empty();
        }
        String sql = "select encode(hash, 'hex') from hub." + table + " where " + number() + " = " + then.number();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return Optional.of("hub." + table + " entry " + then.number()
                        + ": the anchor has it and the hub has not; the chain was cut");
            }
            return rows.getString(1).equals(then.hash())
                    ? Optional.empty()
                    : Optional.of("hub." + table + " entry " + then.number()
                            + ": its hash is not the anchor's; the chain" + " was written anew");
        }
    }
}
