package yecai.hub.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** The first statement of every session: takes on the principal's role, sets the limits, and asks for the context. */
final class SessionStart {
    /** All settings are local to the transaction; the values are bound. */
    private static final String SQL = """
            select c.all_companies, c.companies, c.narrowed, c.sources::text, c.version, c.view_set,
                set_config('statement_timeout', ?, true),
                set_config('idle_in_transaction_session_timeout', ?, true),
                set_config('timezone', 'UTC', true),
                set_config('role', ?, true)
            from hub.api_context(?) as c
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** PostgreSQL's codes for a role that is not there or may not be taken on. */
    private static final List<String> NO_ROLE = List.of("22023", "42501");

    private SessionStart() {}

    static Context run(Connection connection, String principal, Duration timeout) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, Long.toString(timeout.toMillis()));
            statement.setString(2, Long.toString(timeout.toMillis()));
            statement.setString(3, principal);
            statement.setString(4, principal);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Context(
                        row.getBoolean(1),
                        row.getInt(2),
                        Optional.ofNullable(row.getString(3)),
                        sources(row.getString(4)),
                        row.getString(5),
                        row.getString(6));
            }
        } catch (SQLException problem) {
            if (NO_ROLE.contains(problem.getSQLState())) {
                throw new ProblemException(
                        ProblemCode.PRINCIPAL_NOT_USABLE,
                        "Principal " + principal + " is gone, or the API was not let to act as it: issue a new token.",
                        problem);
            }
            throw problem;
        }
    }

    private static List<Context.SourceState> sources(String json) {
        try {
            List<Context.SourceState> sources = new ArrayList<>();
            for (JsonNode source : JSON.readTree(json)) {
                sources.add(new Context.SourceState(
                        source.get("source").asText(),
                        text(source.get("as_of"))
                                .map(time -> OffsetDateTime.parse(time).toInstant()),
                        text(source.get("position"))));
            }
            return sources;
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("hub.api_context gave no JSON", problem);
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isNull() ? Optional.empty() : Optional.of(node.asText());
    }
}
