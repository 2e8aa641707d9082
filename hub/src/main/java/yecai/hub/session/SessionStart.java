package yecai.hub.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** The first statement of every session: takes on the principal's role, sets the limits, and asks for the context. */
final class SessionStart {
    /** All settings are local to the transaction; the values are bound. */
    private static final String CONTEXT = """
            select c.all_companies, c.companies, c.narrowed, c.sources::text, c.version, c.view_set,
                set_config('timezone', 'UTC', true), ?::text as session
            """;

    /** The connection's limits are those of reads. */
    private static final String LIMITS =
            ", set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";

    private static final String ROLE = ", set_config('role', ?, true)";
    private static final String DATASET =
            ", d.schema_name, d.view_name, d.currency, d.column_names, d.column_types, d.column_modifiers";
    private static final String FROM = " from hub.api_context(?) as c";
    private static final String FROM_DATASET = " left join hub.api_dataset(?, ?, ?) as d on true";

    /** By whether there are limits, and whether there is a dataset. */
    private static final String[] STATEMENTS = {
        CONTEXT + ROLE + FROM,
        CONTEXT + LIMITS + ROLE + FROM,
        CONTEXT + ROLE + DATASET + FROM + FROM_DATASET,
        CONTEXT + LIMITS + ROLE + DATASET + FROM + FROM_DATASET
    };

    /** Each session asks for a number of its own, and so knows that the answer is its own. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final JsonFactory JSON = new JsonFactory();
    /** PostgreSQL's codes for a role that is not there or may not be taken on. */
    private static final List<String> NO_ROLE = List.of("22023", "42501");

    private SessionStart() {}

    /**
     * Starts a session.
     *
     * @param timeout empty for the connection's own
     * @param wanted a view to look up in the same statement
     */
    static Opened run(
            Connection connection, String principal, Optional<Duration> timeout, Optional<RelationName> wanted)
            throws SQLException {
        String sql = STATEMENTS[(timeout.isPresent() ? 1 : 0) + (wanted.isPresent() ? 2 : 0)];
        String number = Long.toString(NUMBER.incrementAndGet());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 0;
            statement.setString(++parameter, number);
            if (timeout.isPresent()) {
                String millis = Long.toString(timeout.get().toMillis());
                statement.setString(++parameter, millis);
                statement.setString(++parameter, millis);
            }
            statement.setString(++parameter, principal);
            statement.setString(++parameter, principal);
            if (wanted.isPresent()) {
                statement.setString(++parameter, principal);
                statement.setString(++parameter, wanted.get().schema());
                statement.setString(++parameter, wanted.get().view());
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !number.equals(row.getString("session"))) {
                    throw new SQLException("the hub's answer belongs to another question", "08P01");
                }
                return opened(row, wanted);
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

    private static Opened opened(ResultSet row, Optional<RelationName> wanted) throws SQLException {
        Context context = new Context(
                row.getBoolean(1),
                row.getInt(2),
                Optional.ofNullable(row.getString(3)),
                sources(row.getString(4)),
                row.getString(5),
                row.getString(6));
        return wanted.isPresent() && row.getString("view_name") != null
                ? new Opened(context, true, Relations.ofRow(row))
                : new Opened(context, false, Optional.empty());
    }

    private static List<Context.SourceState> sources(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            List<Context.SourceState> sources = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                sources.add(source(parser));
            }
            return sources;
        } catch (IOException problem) {
            throw new IllegalStateException("hub.api_context gave no JSON", problem);
        }
    }

    private static Context.SourceState source(JsonParser parser) throws IOException {
        String source = "";
        Optional<Instant> asOf = Optional.empty();
        Optional<String> position = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            switch (field) {
                case "source" -> source = parser.getText();
                case "as_of" ->
                    asOf = isNull
                            ? Optional.empty()
                            : Optional.of(Instant.EPOCH.plus(parser.getLongValue(), ChronoUnit.MICROS));
                case "position" -> position = isNull ? Optional.empty() : Optional.of(parser.getText());
                default -> throw new IllegalStateException("hub.api_context gave an unknown field " + field);
            }
        }
        return new Context.SourceState(source, asOf, position);
    }
}
