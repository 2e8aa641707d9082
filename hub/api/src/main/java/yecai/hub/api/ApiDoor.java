package yecai.hub.api;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.function.Supplier;
import yecai.hub.administration.Administration;
import yecai.hub.api.limit.ExportSlots;
import yecai.hub.api.limit.Lockout;
import yecai.hub.api.limit.RateLimit;
import yecai.hub.api.manage.Actions;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.session.Sessions;

/**
 * What the API lends to an extension: the same sessions, limits and journal of reads that its own routes have.
 *
 * @param callers reads on a caller's behalf, recorded
 * @param exports places for those who write files
 * @param rates of each principal
 * @param lockout of who fails to sign in
 * @param administration logins of administrators
 * @param actions what they do
 * @param origin scheme, host and port that clients use; empty if that is not known
 */
public record ApiDoor(
        ApiSettings settings,
        Sessions sessions,
        CallerSessions callers,
        ExportSlots exports,
        RateLimit rates,
        Lockout lockout,
        Administration administration,
        Actions actions,
        Supplier<String> origin,
        Clock clock) {
    public ApiDoor {
        requireNonNull(settings, "settings is null");
        requireNonNull(sessions, "sessions is null");
        requireNonNull(callers, "callers is null");
        requireNonNull(exports, "exports is null");
        requireNonNull(rates, "rates is null");
        requireNonNull(lockout, "lockout is null");
        requireNonNull(administration, "administration is null");
        requireNonNull(actions, "actions is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(clock, "clock is null");
    }
}
