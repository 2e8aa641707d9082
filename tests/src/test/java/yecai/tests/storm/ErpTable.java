package yecai.tests.storm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/**
 * A captured table as it is in the ERP now.
 *
 * @param columns the captured ones that are there
 * @param primaryKey name of its primary key's constraint, or null
 * @param identity its replica identity: d, i, f or n
 * @param leaves its partitions
 */
record ErpTable(
        TableSpec spec,
        boolean isPartitioned,
        List<Column> columns,
        String primaryKey,
        String identity,
        List<Leaf> leaves,
        Random random) {
    private static final String COLUMNS = """
            select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated <> ''
            from pg_catalog.pg_attribute as a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped order by a.attnum
            """;
    private static final String TABLE = """
            select c.relkind = 'p', c.relreplident::text,
                (select quote_ident(k.conname) from pg_catalog.pg_constraint as k where k.conrelid = c.oid and k.contype = 'p')
            from pg_catalog.pg_class as c where c.oid = to_regclass(?) and c.relkind in ('r', 'p')
            """;
    private static final String LEAVES = """
            select format('%I.%I', n.nspname, c.relname), pg_catalog.pg_get_expr(c.relpartbound, c.oid)
            from pg_catalog.pg_inherits as i
            inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
            inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
            where i.inhparent = to_regclass(?) order by 1
            """;

    /** A column; its type is written with its schema. */
    record Column(String name, String type, boolean isNotNull, boolean isGenerated) {
        String quoted() {
            return Identifier.quote(name);
        }
    }

    /** A partition and the values that it is for. */
    record Leaf(String quoted, String bound) {}

    /** Returns the table; empty if there is none of its name. Sets the connection's search path. */
    static Optional<ErpTable> find(Connection erp, TableSpec spec, Random random) throws SQLException {
        try (Statement statement = erp.createStatement()) {
            statement.execute("set search_path = pg_catalog");
        }
        List<Column> columns = new ArrayList<>();
        try (ResultSet row = query(erp, COLUMNS, spec)) {
            while (row.next()) {
                if (spec.columns().contains(row.getString(1))) {
                    columns.add(new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
                }
            }
        }
        List<Leaf> leaves = new ArrayList<>();
        try (ResultSet row = query(erp, LEAVES, spec)) {
            while (row.next()) {
                if (row.getString(2) != null) {
                    leaves.add(new Leaf(row.getString(1), row.getString(2)));
                }
            }
        }
        try (ResultSet row = query(erp, TABLE, spec)) {
            return row.next() && !columns.isEmpty()
                    ? Optional.of(new ErpTable(
                            spec, row.getBoolean(1), columns, row.getString(3), row.getString(2), leaves, random))
                    : Optional.empty();
        }
    }

    private static ResultSet query(Connection erp, String sql, TableSpec spec) throws SQLException {
        PreparedStatement statement = erp.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setString(1, spec.quotedSource());
        return statement.executeQuery();
    }

    String quoted() {
        return spec.quotedSource();
    }

    /** The table's name without its schema. */
    String name() {
        return Identifier.quote(spec.sourceTable());
    }

    /** Another name in its schema. */
    String beside(String suffix) {
        return Identifier.quote(spec.sourceSchema(), besideName(suffix));
    }

    String besideName(String suffix) {
        return spec.sourceTable() + suffix;
    }

    /** The columns of its key, in a list. */
    String keyList() {
        return String.join(", ", spec.key().stream().map(Identifier::quote).toList());
    }

    /** A captured column that does not belong to the key, or null. */
    Column other() {
        return other(column -> true);
    }

    Column other(Predicate<Column> wanted) {
        List<Column> others = columns.stream()
                .filter(column -> !spec.key().contains(column.name()) && wanted.test(column))
                .toList();
        return others.isEmpty() ? null : others.get(random.nextInt(others.size()));
    }

    /** A partition, or null. */
    Leaf leaf() {
        return leaves.isEmpty() ? null : leaves.get(random.nextInt(leaves.size()));
    }

    /** What gives a table of this name that was made anew the identity of its rows. */
    String identify() {
        return primaryKey != null
                ? "alter table " + quoted() + " replica identity " + (identity.equals("f") ? "full" : "default")
                : "do $$ begin execute (select format('alter table %s replica identity using index %I', x.indrelid::regclass,"
                        + " c.relname) from pg_index as x inner join pg_class as c on c.oid = x.indexrelid"
                        + " where x.indisunique and x.indpred is null and x.indimmediate and x.indrelid = "
                        + yecai.sql.text.SqlLiteral.of(quoted()) + "::regclass limit 1); end $$";
    }
}
