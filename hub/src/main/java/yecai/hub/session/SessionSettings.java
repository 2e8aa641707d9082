package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the API reaches the hub.
 *
 * @param url JDBC, without user and password
 * @param connections for reads; sign-in and the journal of reads have four more
 * @param connectionWait how long a request waits for a free connection
 * @param statementTimeout for reads
 * @param exportTimeout for whole exports
 */
public record SessionSettings(
        String url,
        String user,
        String password,
        int connections,
        Duration connectionWait,
        Duration statementTimeout,
        Duration exportTimeout) {
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
    }

    /** The usual times and ten connections. */
    public static SessionSettings of(String url, String user, String password) {
        return new SessionSettings(
                url, user, password, 10, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(30));
    }

    public SessionSettings withConnections(int newConnections) {
        return new SessionSettings(
                url, user, password, newConnections, connectionWait, statementTimeout, exportTimeout);
    }

    @Override
    public String toString() {
        return "SessionSettings[url=" + url + ", user=" + user + "]";
    }
}
