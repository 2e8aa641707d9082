package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How the API reaches the hub.
 *
 * @param url JDBC, without user and password
 * @param connections for reads; what pages begin with, sign-in and the journal of reads have more
 * @param connectionWait how long a request waits for a free connection
 * @param statementTimeout for reads
 * @param exportTimeout for whole exports, and the longest that a snapshot is held for later pages
 * @param heldReads reads of several pages whose snapshots can be held at the same time, each by one more connection
 * @param heldFor how long a snapshot is held after a page for the next one
 */
public record SessionSettings(
        String url,
        String user,
        String password,
        int connections,
        Duration connectionWait,
        Duration statementTimeout,
        Duration exportTimeout,
        int heldReads,
        Duration heldFor) {
    private static final int HELD = 10;
    private static final Duration HELD_FOR = Duration.ofMinutes(2);

    public SessionSettings {
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(connectionWait, "connectionWait is null");
        requireNonNull(statementTimeout, "statementTimeout is null");
        requireNonNull(exportTimeout, "exportTimeout is null");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1, not " + connections);
        }
        requireNonNull(heldFor, "heldFor is null");
        if (heldReads < 0) {
            throw new IllegalArgumentException("heldReads must not be negative: " + heldReads);
        }
    }

    /** With the usual number of reads of several pages. */
    public SessionSettings(
            String url,
            String user,
            String password,
            int connections,
            Duration connectionWait,
            Duration statementTimeout,
            Duration exportTimeout) {
        this(url, user, password, connections, connectionWait, statementTimeout, exportTimeout, HELD, HELD_FOR);
    }

    /** The usual times and ten connections. */
    public static SessionSettings of(String url, String user, String password) {
        return new SessionSettings(
                url, user, password, 10, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(30));
    }

    public SessionSettings withConnections(int newConnections) {
        return new SessionSettings(
                url,
                user,
                password,
                newConnections,
                connectionWait,
                statementTimeout,
                exportTimeout,
                heldReads,
                heldFor);
    }

    public SessionSettings withHeldReads(int newHeldReads, Duration newHeldFor) {
        return new SessionSettings(
                url,
                user,
                password,
                connections,
                connectionWait,
                statementTimeout,
                exportTimeout,
                newHeldReads,
                newHeldFor);
    }

    /** Returns how long one statement may take; empty for reads, whose limit the connections have. */
    Optional<Duration> findTimeout(Sessions.Span span) {
        return switch (span) {
            case BRIEF, READ -> Optional.empty();
            case EXPORT -> Optional.of(exportTimeout);
        };
    }

    @Override
    public String toString() {
        return "SessionSettings[url=" + url + ", user=" + user + "]";
    }
}
