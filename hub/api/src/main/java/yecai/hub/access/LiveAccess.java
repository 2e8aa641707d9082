package yecai.hub.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.hub.access.AccessState.ColumnKey;
import yecai.hub.access.AccessState.Mask;
import yecai.hub.access.AccessState.MaskKey;
import yecai.hub.access.AccessState.Principal;
import yecai.hub.access.AccessState.ScopeKey;
import yecai.hub.access.AccessState.ScopeTerm;

/** Reads the state that a hub has recorded. The session needs to be a member of yecai_dba. */
public final class LiveAccess {
    private static final String ROLES =
            "select r.role as name, d.dataset as member from hub.reader_role as r left join hub.dataset_grant as d on"
                    + " d.role = r.role";
    private static final String GROUPS = "select g.group_name as name, g.member from hub.group_member as g";
    private static final String MASKS = "select m.dataset, m.column_name, m.role, m.mask, m.reason from hub.mask as m";
    private static final String LABELS = "select l.dataset, l.column_name, l.label from hub.label as l";
    private static final String PRINCIPALS =
            "select p.principal, p.kind, p.reader_roles from hub.principal as p where p.ended_at is null";
    private static final String LIMITS = "select x.principal, x.name, x.value from hub.login_limit as x";
    private static final String ACTING =
            "select x.service as name, x.principal as member from hub.acting as x where x.ended_at = 'infinity'";
    private static final String SCOPES = ClasspathSqlLocator.create().locate(LiveAccess.class, "scopes");

    private record MemberRow(String name, Optional<String> member) {}

    private record MaskRow(String dataset, String columnName, String role, String mask, String reason) {}

    private record LabelRow(String dataset, String columnName, String label) {}

    private record PrincipalRow(String principal, String kind, List<String> readerRoles) {}

    private record LimitRow(String principal, String name, String value) {}

    private record ScopeRow(
            String principal, String kind, String value, String validFrom, String validUntil, String reason) {}

    private LiveAccess() {}

    /** Reads the whole state. */
    public static AccessState read(Handle hub) {
        SortedMap<MaskKey, Mask> masks = new TreeMap<>();
        list(hub, MASKS, MaskRow.class)
                .forEach(row -> masks.put(
                        new MaskKey(new ColumnKey(row.dataset(), row.columnName()), row.role()),
                        new Mask(row.mask(), row.reason())));
        SortedMap<ColumnKey, String> labels = new TreeMap<>();
        list(hub, LABELS, LabelRow.class)
                .forEach(row -> labels.put(new ColumnKey(row.dataset(), row.columnName()), row.label()));
        Map<String, SortedMap<String, String>> limits = new HashMap<>();
        list(hub, LIMITS, LimitRow.class)
                .forEach(row -> limits.computeIfAbsent(row.principal(), principal -> new TreeMap<>())
                        .put(row.name(), row.value()));
        SortedMap<String, SortedSet<String>> acting = members(hub, ACTING);
        SortedMap<String, Principal> principals = new TreeMap<>();
        list(hub, PRINCIPALS, PrincipalRow.class)
                .forEach(row -> principals.put(
                        row.principal(),
                        new Principal(
                                row.kind(),
                                new TreeSet<>(row.readerRoles()),
                                limits.getOrDefault(row.principal(), new TreeMap<>()),
                                acting.getOrDefault(row.principal(), new TreeSet<>()))));
        SortedMap<ScopeKey, ScopeTerm> scopes = new TreeMap<>();
        list(hub, SCOPES, ScopeRow.class)
                .forEach(row -> scopes.put(
                        new ScopeKey(row.principal(), row.kind(), row.value()),
                        new ScopeTerm(row.validFrom(), row.validUntil(), row.reason())));
        return new AccessState(members(hub, ROLES), masks, labels, members(hub, GROUPS), principals, scopes);
    }

    private static SortedMap<String, SortedSet<String>> members(Handle hub, String sql) {
        SortedMap<String, SortedSet<String>> sets = new TreeMap<>();
        for (MemberRow row : list(hub, sql, MemberRow.class)) {
            SortedSet<String> members = sets.computeIfAbsent(row.name(), name -> new TreeSet<>());
            row.member().ifPresent(members::add);
        }
        return sets;
    }

    private static <T> List<T> list(Handle hub, String sql, Class<T> row) {
        return hub.createQuery(sql).map(ConstructorMapper.of(row)).list();
    }
}
