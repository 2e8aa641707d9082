package yecai.hub.access;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.hub.access.AccessState.Mask;
import yecai.hub.access.AccessState.MaskKey;
import yecai.hub.access.AccessState.Principal;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;

/** Reads the state that a hub has recorded. The session needs to be a member of yecai_dba. */
public final class LiveAccess {
    private static final String SCOPES = """
            select
                s.principal,
                s.dimension,
                s.value,
                case when min(s.valid_from) > statement_timestamp()
                    then to_char(min(s.valid_from) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') else '' end,
                case when max(s.valid_to) < 'infinity'
                    then to_char(max(s.valid_to) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') else '' end,
                (array_agg(s.reason order by s.valid_to desc))[1]
            from hub.scope as s
            where s.valid_to > statement_timestamp() and s.request is null
            group by s.principal, s.dimension, s.value
            """;

    private final Connection hub;

    private LiveAccess(Connection hub) {
        this.hub = hub;
    }

    public static AccessState read(Connection hub) throws SQLException {
        return new LiveAccess(hub).read();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private AccessState read() throws SQLException {
        SortedMap<String, SortedSet<String>> roles = new TreeMap<>();
        each(
                "select r.role, d.dataset from hub.reader_role as r left join hub.dataset_grant as d on d.role = r.role",
                row -> add(roles, row));
        SortedMap<MaskKey, Mask> masks = new TreeMap<>();
        each(
                "select m.dataset, m.column_name, m.role, m.mask, m.reason from hub.mask as m",
                row -> masks.put(
                        new MaskKey(new ColumnKey(row.getString(1), row.getString(2)), row.getString(3)),
                        new Mask(row.getString(4), row.getString(5))));
        SortedMap<ColumnKey, String> labels = new TreeMap<>();
        each(
                "select l.dataset, l.column_name, l.label from hub.label as l",
                row -> labels.put(new ColumnKey(row.getString(1), row.getString(2)), row.getString(3)));
        SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
        each("select g.group_name, g.member from hub.group_member as g", row -> add(groups, row));
        SortedMap<String, Principal> principals = new TreeMap<>();
        each("select p.principal, p.kind, p.reader_roles from hub.principal as p where p.ended_at is null", row -> {
            SortedSet<String> held = new TreeSet<>();
            for (Object role : (Object[]) row.getArray(3).getArray()) {
                held.add((String) role);
            }
            principals.put(row.getString(1), new Principal(row.getString(2), held));
        });
        SortedMap<ScopeKey, ScopeTerm> scopes = new TreeMap<>();
        each(
                SCOPES,
                row -> scopes.put(
                        new ScopeKey(row.getString(1), row.getString(2), row.getString(3)),
                        new ScopeTerm(row.getString(4), row.getString(5), row.getString(6))));
        return new AccessState(roles, masks, labels, groups, principals, scopes);
    }

    private static void add(SortedMap<String, SortedSet<String>> sets, ResultSet row) throws SQLException {
        SortedSet<String> members = sets.computeIfAbsent(row.getString(1), key -> new TreeSet<>());
        if (row.getString(2) != null) {
            members.add(row.getString(2));
        }
    }

    private void each(String sql, RowReader reader) throws SQLException {
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
