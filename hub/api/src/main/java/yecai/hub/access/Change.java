package yecai.hub.access;

import static java.util.Objects.requireNonNull;

/**
 * One step of a plan.
 *
 * @param sql one call of a function of the hub, or the SQL that corrects a breach
 * @param why what differs, in words
 * @param principal whose rows change; empty when it is not about one principal
 * @param isTried whether a dry run may execute it; false for what cannot be undone, such as the end of a session
 */
public record Change(String sql, String why, String principal, boolean isTried) {
    public Change {
        requireNonNull(sql, "sql is null");
        requireNonNull(why, "why is null");
        requireNonNull(principal, "principal is null");
    }
}
