package yecai.hub.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Reader.TokenClaim;
import yecai.hub.session.Sessions.Ahead;

/** The first statement of every session: takes on the principal's role, sets the limits, and asks for the context. */
final class SessionStart {
    /** All settings are local to the transaction; the values are bound. */
    private static final String CONTEXT = """
        select c.all_companies, c.companies, c.narrowed, c.sources::text, c.version, c.view_set,
            coalesce(c.rights, '') as rights, set_config('timezone', 'UTC', true),
            set_config('yecai.language', ?, true), ?::text as session
        """;

    /** The connection's limits are those of reads. */
    private static final String LIMITS =
            ", set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";

    private static final String ROLE = ", set_config('role', ?, true)";
    private static final String DATASET =
            ", d.schema_name, d.view_name, d.currency, d.column_names, d.column_types, d.column_modifiers";
    private static final String CLAIM = ", t.principal is not null as is_claim_true";
    private static final String FROM = " from hub.api_context(?) as c";
    private static final String FROM_DATASET = " left join hub.api_dataset(?, ?, ?) as d on true";
    private static final String FROM_TOKEN =
            " left join hub.find_token(?) as t on t.principal = ? and t.secret_hash = decode(?, 'hex')";

    /** What a session begins with, besides the context and the role. */
    private record Wishes(boolean limits, boolean dataset, boolean claim) {
        private String sql() {
            return CONTEXT
                    + (limits ? LIMITS : "")
                    + ROLE
                    + (dataset ? DATASET : "")
                    + (claim ? CLAIM : "")
                    + FROM
                    + (dataset ? FROM_DATASET : "")
                    + (claim ? FROM_TOKEN : "");
        }
    }

    private static final Map<Wishes, String> STATEMENTS = Stream.of(false, true)
            .flatMap(limits -> Stream.of(false, true)
                    .flatMap(dataset -> Stream.of(false, true).map(claim -> new Wishes(limits, dataset, claim))))
            .collect(Collectors.toUnmodifiableMap(wishes -> wishes, Wishes::sql));

    private static final JsonFactory JSON = new JsonFactory();
    /** PostgreSQL's codes for a role that is not there or may not be taken on. */
    private static final List<String> NO_ROLE = List.of("22023", "42501", "42704");

    private SessionStart() {}

    /**
     * Starts a session.
     *
     * @param reader takes on its principal's role, if the claim of its token is true
     * @param timeout empty for the connection's own
     * @param start the view to look up in the same statement, and the reader's language
     * @param isLaterPage whether the transaction reads from the snapshot of an earlier page
     */
    static SessionInfo run(
            Connection connection, Reader reader, Optional<Duration> timeout, Sessions.Start start, boolean isLaterPage)
            throws SQLException {
        // A snapshot of an earlier page knows neither a later revoke of the token nor a later token: the present is
        // asked.
        Question question =
                new Question(reader.principal(), timeout, start, isLaterPage ? Optional.empty() : reader.claim());
        try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
            question.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                return question.info(row, isLaterPage);
            }
        } catch (SQLException problem) {
            if (NO_ROLE.contains(problem.getSQLState())) {
                throw new ProblemException(
                        ProblemCode.PRINCIPAL_NOT_USABLE,
                        "Principal " + reader.principal()
                                + " does not exist, or the API may not act as it: issue a new token.",
                        problem);
            }
            throw problem;
        }
    }

    /** What a session found that has asked its only query already, and that query's rows. */
    record Answered(SessionInfo info, ResultSet rows) {}

    /**
     * Starts a session of the present, asks a query and ends the transaction, in one message to the server. The rows belong to
     * a statement that the connection closes.
     *
     * @return empty if the query was not made for what was found, or failed for a reason that may be its own
     */
    static Optional<Answered> run(Connection connection, Reader reader, Sessions.Start start, Ahead ahead)
            throws SQLException {
        Question question = new Question(reader.principal(), Optional.empty(), start, reader.claim());
        PreparedStatement statement = connection.prepareStatement(
                question.sql() + "; " + ahead.query().parameterized() + "; commit");
        boolean isUsed = false;
        try {
            Session.bind(statement, question.bind(statement), ahead.query().values());
            statement.execute();
            SessionInfo info;
            try (ResultSet row = statement.getResultSet()) {
                info = question.info(row, false);
                statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            }
            isUsed = ahead.isFor(info);
            return isUsed ? Optional.of(new Answered(info, statement.getResultSet())) : Optional.empty();
        } catch (SQLException problem) {
            if (!isOfTheQuery(problem)) {
                throw problem;
            }
            connection.rollback();
            return Optional.empty();
        } finally {
            if (!isUsed) {
                statement.close();
            }
        }
    }

    /** A value that does not fit, or a name or right that is missing: to be found out again, one statement at a time. */
    private static boolean isOfTheQuery(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        return state.startsWith("22") || state.startsWith("42");
    }

    /** The first statement's text and values. */
    private record Question(
            String principal,
            Optional<Duration> timeout,
            Sessions.Start start,
            Optional<TokenClaim> claim,
            String number) {
        /** Each session asks for a number of its own, and so knows that the answer is its own. */
        private static final AtomicLong NUMBER = new AtomicLong();

        Question(String principal, Optional<Duration> timeout, Sessions.Start start, Optional<TokenClaim> claim) {
            this(principal, timeout, start, claim, Long.toString(NUMBER.incrementAndGet()));
        }

        String sql() {
            return STATEMENTS.get(new Wishes(timeout.isPresent(), start.wanted().isPresent(), claim.isPresent()));
        }

        /** Binds the values; returns how many there are. */
        int bind(PreparedStatement statement) throws SQLException {
            int parameter = 0;
            statement.setString(++parameter, start.language());
            statement.setString(++parameter, number);
            if (timeout.isPresent()) {
                String millis = Long.toString(timeout.get().toMillis());
                statement.setString(++parameter, millis);
                statement.setString(++parameter, millis);
            }
            statement.setString(++parameter, principal);
            statement.setString(++parameter, principal);
            if (start.wanted().isPresent()) {
                RelationName wanted = start.wanted().get();
                statement.setString(++parameter, principal);
                statement.setString(++parameter, wanted.schema());
                statement.setString(++parameter, wanted.view());
            }
            if (claim.isPresent()) {
                statement.setString(++parameter, claim.get().tokenId());
                statement.setString(++parameter, principal);
                statement.setString(++parameter, claim.get().secretHash());
            }
            return parameter;
        }

        SessionInfo info(ResultSet row, boolean isLaterPage) throws SQLException {
            if (!row.next() || !number.equals(row.getString("session"))) {
                throw new SQLException("the hub's answer belongs to another query", "08P01");
            }
            if (claim.isPresent() && !row.getBoolean("is_claim_true")) {
                throw new ProblemException(
                        ProblemCode.CREDENTIAL_NOT_ACCEPTED, "The token was revoked or has expired.");
            }
            return SessionStart.info(row, start.wanted(), isLaterPage);
        }
    }

    private static SessionInfo info(ResultSet row, Optional<RelationName> wanted, boolean isLaterPage)
            throws SQLException {
        Context context = new Context(
                row.getBoolean(1),
                row.getInt(2),
                Optional.ofNullable(row.getString(3)),
                sources(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString("rights"));
        return wanted.isPresent() && row.getString("view_name") != null
                ? new SessionInfo(context, true, isLaterPage, Relations.ofRow(row))
                : new SessionInfo(context, false, isLaterPage, Optional.empty());
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
