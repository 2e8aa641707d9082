package yecai.hub.session.browser;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import yecai.hub.session.DatabaseProblem;
import yecai.hub.session.Sessions;
import yecai.sql.connection.ConnectionOpener;

/** Sessions of people with browsers, which the hub keeps: any number of API processes know the same ones. */
public final class BrowserSessions {
    /**
     * How long a session lasts.
     *
     * @param idle without use
     * @param longest in any case
     */
    public record Span(Duration idle, Duration longest) {
        public Span {
            requireNonNull(idle, "idle is null");
            requireNonNull(longest, "longest is null");
        }
    }

    private static final String FIND = """
        select f.session, f.principal, f.login, f.way, f.areas, f.created_at, f.ends_at, s.state
        from hub.find_console_session(?, ?) as f
        left join hub.console_states(array[?::bytea]) as s on true
        """;
    private static final int LOGIN_SECONDS = 10;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_$.@-]{0,62}");

    private final DataSource lookups;
    private final String url;

    /** Makes one that looks sessions up in the same hub. */
    public BrowserSessions(Sessions sessions) {
        this.lookups = sessions.lookups();
        this.url = sessions.url();
    }

    /** Finds the session in force that a secret belongs to; a use keeps it from ending for lack of use. */
    public Optional<BrowserSession> find(SessionSecret secret, boolean isUse) {
        return ask(FIND, statement -> {
            statement.setBytes(1, secret.hash());
            statement.setBoolean(2, isUse);
            statement.setBytes(3, secret.hash());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(session(row)) : Optional.empty();
            }
        });
    }

    private static BrowserSession session(ResultSet row) throws SQLException {
        return new BrowserSession(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                Optional.ofNullable(row.getString(3)),
                row.getString(4),
                List.of((String[]) row.getArray(5).getArray()),
                instant(row, 6),
                instant(row, 7),
                Optional.ofNullable(row.getString(8)).orElse(""));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Opens a session with a link; empty if the link is unknown, used or too old. It is used up by this. */
    public Optional<SessionSecret> openByLink(SessionSecret link, Span span) {
        SessionSecret secret = SessionSecret.random();
        return ask("select hub.open_session_by_link(?, ?, ?, ?::interval, ?::interval)", statement -> {
            statement.setBytes(1, link.hash());
            newSession(statement, 2, secret, span);
            return text(statement).map(principal -> secret);
        });
    }

    /** Opens a session for a person whom an identity provider has vouched for; empty if they are mapped to no principal. */
    public Optional<SessionSecret> openBySubject(String issuer, String subject, Span span) {
        SessionSecret secret = SessionSecret.random();
        return ask("select hub.open_session_by_subject(?, ?, ?, ?, ?::interval, ?::interval)", statement -> {
            statement.setString(1, issuer);
            statement.setString(2, subject);
            newSession(statement, 3, secret, span);
            return text(statement).map(principal -> secret);
        });
    }

    /**
     * Opens a session as a database login, on a connection of its own: PostgreSQL checks the password. Empty if it does not
     * accept them, or the login is neither a person's nor a DBA's or approver's.
     */
    public Optional<SessionSecret> openByLogin(String login, String password, Span span) {
        if (!NAME.matcher(login).matches() || password.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        SessionSecret secret = SessionSecret.random();
        Properties properties = new Properties();
        properties.setProperty("user", login);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "yecai console");
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        try (Connection own = ConnectionOpener.open(url, properties);
                PreparedStatement statement =
                        own.prepareStatement("select hub.open_session_by_login(?, ?, ?::interval, ?::interval)")) {
            newSession(statement, 1, secret, span);
            text(statement);
            return Optional.of(secret);
        } catch (SQLException problem) {
            if (isRefused(problem)) {
                return Optional.empty();
            }
            throw DatabaseProblem.of(problem);
        }
    }

    /** The password or the name is wrong (28), or the login may not do this (42501), or has no place left (53300). */
    private static boolean isRefused(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        return state.startsWith("28") || state.equals("42501") || state.equals("3D000");
    }

    private static void newSession(PreparedStatement statement, int first, SessionSecret secret, Span span)
            throws SQLException {
        statement.setString(first, SessionSecret.randomName());
        statement.setBytes(first + 1, secret.hash());
        statement.setString(first + 2, span.idle().toString());
        statement.setString(first + 3, span.longest().toString());
    }

    private static Optional<String> text(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    /** Ends a session, or all of its person's. */
    public void end(SessionSecret secret, boolean everywhere) {
        ask("select hub.end_console_session(?, ?)", statement -> {
            statement.setBytes(1, secret.hash());
            statement.setBoolean(2, everywhere);
            return statement.execute();
        });
    }

    /**
     * What open pages have to know: in the order of the secrets, empty where the session has ended, else a text that is another
     * one as soon as its person may see something else.
     */
    public List<Optional<String>> listStates(List<SessionSecret> secrets) {
        return ask("select place, state from hub.console_states(?)", statement -> {
            statement.setArray(
                    1,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "bytea",
                                    secrets.stream().map(SessionSecret::hash).toArray(byte[][]::new)));
            List<Optional<String>> states = new ArrayList<>(Collections.nCopies(secrets.size(), Optional.empty()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.set(row.getInt(1) - 1, Optional.of(row.getString(2)));
                }
            }
            return states;
        });
    }

    /** What the person of a session may see, and asks for. */
    public OwnAccess ownAccess(SessionSecret secret) {
        return new OwnAccess(lookups, secret);
    }

    private interface Question<T> {
        T ask(PreparedStatement statement) throws SQLException;
    }

    private <T> T ask(String sql, Question<T> question) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return question.ask(statement);
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }
}
