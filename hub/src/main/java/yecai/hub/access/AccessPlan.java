package yecai.hub.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import yecai.sql.LintFinding;
import yecai.sql.YecaiException;

/**
 * What differs between the declared state and a hub: in its records, and by what hands did in its catalogue.
 *
 * @param changes calls of the hub's functions
 * @param breaches findings of the lints, of which those with SQL are mended by applying
 */
public record AccessPlan(List<Change> changes, List<LintFinding> breaches) {
    private static final int ROUNDS = 3;

    public AccessPlan {
        changes = List.copyOf(changes);
        breaches = List.copyOf(breaches);
    }

    /** Compares; changes nothing. The session needs to be a member of yecai_dba. */
    public static AccessPlan of(AccessState wanted, Connection hub) throws SQLException {
        Map<String, List<String>> logins = new LinkedHashMap<>();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery("select l.principal, l.login from hub.login as l order by 1, 2")) {
            while (rows.next()) {
                logins.computeIfAbsent(rows.getString(1), principal -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        return new AccessPlan(AccessDiff.between(wanted, LiveAccess.read(hub), logins), LintFinding.list(hub));
    }

    public boolean isEmpty() {
        return changes.isEmpty() && breaches.isEmpty();
    }

    /** Whether applying it takes an administrator rather than a DBA of the hub. */
    public boolean needsAdministrator() {
        return breaches.stream().anyMatch(LintFinding::isMendedBySql);
    }

    /** What each principal gains and loses, found by doing the changes, counting, and undoing all of it. */
    public List<Effect> effects(Connection hub) throws SQLException {
        boolean autoCommit = hub.getAutoCommit();
        hub.setAutoCommit(false);
        try {
            SortedSet<String> principals = affected(hub);
            Map<String, Long> before = Preview.of(hub, principals);
            for (Change change : changes) {
                if (change.isTried()) {
                    execute(hub, change.sql(), change.why());
                }
            }
            SortedSet<String> staying = new TreeSet<>(principals);
            changes.stream()
                    .filter(change -> !change.isTried())
                    .map(Change::principal)
                    .forEach(staying::remove);
            return Effect.between(before, Preview.of(hub, staying));
        } finally {
            hub.rollback();
            hub.setAutoCommit(autoCommit);
        }
    }

    private SortedSet<String> affected(Connection hub) throws SQLException {
        SortedSet<String> principals = new TreeSet<>();
        changes.stream().map(Change::principal).filter(name -> !name.isEmpty()).forEach(principals::add);
        if (changes.stream().anyMatch(change -> change.sql().contains("_dataset("))) {
            principals.addAll(LiveAccess.read(hub).principals().keySet());
        }
        return principals;
    }

    /** Does all of it in one transaction, then ends the sessions that hold on to what they lost. */
    public void apply(Connection hub) throws SQLException {
        hub.setAutoCommit(false);
        try {
            for (Change change : changes) {
                execute(hub, change.sql(), change.why());
            }
            mend(hub);
            hub.commit();
        } catch (SQLException | RuntimeException problem) {
            hub.rollback();
            throw problem;
        } finally {
            hub.setAutoCommit(true);
        }
        execute(hub, "select hub.end_stale_sessions()", "sessions of before");
    }

    /** One breach can hide another, such as a policy of a table whose row security is off, so it looks again. */
    private static void mend(Connection hub) throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            boolean isMended = true;
            for (LintFinding breach : LintFinding.list(hub)) {
                if (breach.isMendedBySql()) {
                    execute(hub, breach.remedy(), breach.text());
                    isMended = false;
                }
            }
            if (isMended) {
                return;
            }
        }
    }

    private static void execute(Connection hub, String sql, String why) throws SQLException {
        try (var statement = hub.createStatement()) {
            statement.execute(sql);
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "nothing was changed, since `" + sql + "` (" + why + ") failed: " + problem.getMessage(),
                    problem);
        }
    }
}
