package yecai.hub.session.browser;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import yecai.hub.session.DatabaseProblem;

/** What the person of one session may see and why, and what they have asked for. The hub finds the person by the secret. */
public final class OwnAccess {
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource lookups;
    private final SessionSecret secret;

    OwnAccess(DataSource lookups, SessionSecret secret) {
        this.lookups = lookups;
        this.secret = secret;
    }

    /** Lists the person's scopes, those in force first, and those that have ended in the last 90 days. */
    public List<OwnScope> listScopes() {
        return list(
                "select dimension, value, valid_from, valid_to, in_force, reason, granted_by, request, approvers"
                        + " from hub.session_scopes(?)",
                row -> new OwnScope(
                        row.getString(1),
                        row.getString(2),
                        instant(row, 3),
                        findInstant(row, 4),
                        row.getBoolean(5),
                        row.getString(6),
                        row.getString(7),
                        Optional.ofNullable(row.getObject(8, Long.class)),
                        texts(row, 9)));
    }

    /** Lists what is masked for the person. */
    public List<OwnMask> listMasks() {
        return list(
                "select dataset, column_name, mask, reason from hub.session_masks(?)",
                row -> new OwnMask(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    /** Lists the last hundred requests of and for the person, the latest first. */
    public List<AskedAccess> listRequests() {
        return list(
                "select request, dimension, value, valid_to, reason, requested_by, requested_at, state, approvals_needed,"
                        + " approvers, open_until, use_before from hub.session_requests(?)",
                row -> new AskedAccess(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        instant(row, 4),
                        row.getString(5),
                        row.getString(6),
                        instant(row, 7),
                        row.getString(8),
                        row.getInt(9),
                        texts(row, 10),
                        instant(row, 11),
                        findInstant(row, 12)));
    }

    /** Asks for a value of a dimension until a day (UTC, its end) in ISO form; returns the request's number. */
    public long ask(String dimension, String value, String lastDay, String reason) {
        return change(
                "select hub.session_ask(?, ?, ?, (?::date + 1)::timestamp at time zone 'UTC', ?)",
                dimension,
                value,
                lastDay,
                reason);
    }

    /** Takes a request back. */
    public void cancel(long request) {
        change("select hub.session_cancel(?, ?::bigint)", Long.toString(request));
    }

    /** Turns an approved request into a scope. */
    public void use(long request) {
        change("select hub.session_use(?, ?::bigint)", Long.toString(request));
    }

    private long change(String sql, String... values) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, secret.hash());
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 2, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getMetaData().getColumnTypeName(1).equals("void") ? 0 : row.getLong(1);
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.ofAction(problem);
        }
    }

    private <T> List<T> list(String sql, RowReader<T> reader) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, secret.hash());
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Instant> findInstant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
