package yecai.hub.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.hub.access.database.AccessStatements;
import yecai.sql.lint.LintFinding;

/**
 * What differs between the declared state and a hub: in its records, and by manual changes in its catalogue.
 *
 * @param changes calls of the hub's functions
 * @param breaches findings of the lints, of which those with SQL are corrected by applying
 */
public record AccessPlan(List<Change> changes, List<LintFinding> breaches) {
    private static final int ROUNDS = 3;

    private record LoginRow(String principal, String login) {}

    public AccessPlan {
        changes = List.copyOf(changes);
        breaches = List.copyOf(breaches);
    }

    /** Compares; changes nothing. The session needs to be a member of yecai_dba. */
    public static AccessPlan of(AccessState wanted, Handle hub) {
        Map<String, List<String>> logins = new LinkedHashMap<>();
        hub.createQuery("select l.principal, l.login from hub.login as l order by l.principal, l.login")
                .map(ConstructorMapper.of(LoginRow.class))
                .forEach(row -> logins.computeIfAbsent(row.principal(), principal -> new ArrayList<>())
                        .add(row.login()));
        return new AccessPlan(
                AccessDiff.between(wanted, LiveAccess.read(hub), logins), AccessStatements.listFindings(hub));
    }

    public boolean isEmpty() {
        return changes.isEmpty() && breaches.isEmpty();
    }

    /** Whether applying it takes an administrator rather than a DBA of the hub. */
    public boolean needsAdministrator() {
        return breaches.stream().anyMatch(LintFinding::isMendedBySql);
    }

    /**
     * What each principal gains and loses. The changes are done, what they lead to is noted, and they are undone; rows are
     * counted before and after that, so that nobody waits for the counts.
     */
    public List<Effect> effects(Handle hub) {
        Map<String, String> now = Preview.rightsOf(hub, affected(hub));
        return Effect.between(Preview.of(hub, now), Preview.of(hub, rightsAfter(hub)));
    }

    private Map<String, String> rightsAfter(Handle hub) {
        hub.begin();
        try {
            changes.stream()
                    .filter(Change::isTried)
                    .forEach(change -> AccessStatements.execute(hub, change.sql(), change.why()));
            SortedSet<String> staying = affected(hub);
            changes.stream()
                    .filter(change -> !change.isTried())
                    .map(Change::principal)
                    .forEach(staying::remove);
            return Preview.rightsOf(hub, staying);
        } finally {
            hub.rollback();
        }
    }

    private SortedSet<String> affected(Handle hub) {
        SortedSet<String> principals = new TreeSet<>();
        changes.stream().map(Change::principal).filter(name -> !name.isEmpty()).forEach(principals::add);
        if (changes.stream().anyMatch(change -> change.sql().contains("_dataset("))) {
            principals.addAll(LiveAccess.read(hub).principalNames());
        }
        return principals;
    }

    /** Makes the changes in the handle's transaction; leaves breaches, which take an administrator. */
    public void change(Handle hub) {
        changes.forEach(change -> AccessStatements.execute(hub, change.sql(), change.why()));
    }

    /** Does all of it in one transaction, then ends the sessions that still use revoked rights. */
    public void apply(Handle hub) {
        hub.useTransaction(transaction -> {
            changes.forEach(change -> AccessStatements.execute(transaction, change.sql(), change.why()));
            correct(transaction);
        });
        AccessStatements.execute(hub, "select hub.end_stale_sessions()", "sessions of before");
    }

    /** One breach can hide another, such as a policy of a table whose row security is off, so it looks again. */
    private static void correct(Handle hub) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean isMended = true;
            for (LintFinding breach : AccessStatements.listFindings(hub)) {
                if (breach.isMendedBySql()) {
                    AccessStatements.execute(hub, breach.remedy(), breach.text());
                    isMended = false;
                }
            }
            if (isMended) {
                return;
            }
        }
    }
}
