package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.sql.DataSource;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.share.FairShare;

/**
 * The only way to the hub on a caller's behalf. Its login has no rights on data itself: every read takes on the caller's
 * principal, for one READ ONLY transaction, and nothing of it outlives the transaction.
 */
public final class Sessions implements AutoCloseable {
    /** What is done in a session. */
    public interface Work<T> {
        T run(Session session) throws IOException;
    }

    /** How long the server may work for one statement, and whose turn it is to get a connection. */
    public enum Span {
        /** A moment: what a page begins with. Its turn does not come after those of reads. */
        BRIEF,
        READ,
        EXPORT
    }

    /**
     * A query that a session is expected to ask as its only one. It travels with the session's first statement and the
     * transaction's end in one message, so that nobody waits for an answer in between. It was made for a view as it was known
     * then: where the first statement finds another one, the session begins anew without it.
     */
    public static final class Ahead {
        private final QueryText query;
        private final Optional<Relation> relation;
        private final String viewSet;

        private Ahead(QueryText query, Optional<Relation> relation, String viewSet) {
            this.query = requireNonNull(query, "query is null");
            this.relation = relation;
            this.viewSet = viewSet;
        }

        /** A query that was made for a view as a session's first statement found it. */
        public static Ahead ofRelation(QueryText query, Relation relation) {
            return new Ahead(query, Optional.of(relation), "");
        }

        /** A query that was made for a view of a set of views. */
        public static Ahead ofViewSet(QueryText query, String viewSet) {
            return new Ahead(query, Optional.empty(), requireNonNull(viewSet, "viewSet is null"));
        }

        QueryText query() {
            return query;
        }

        /** Whether what the first statement found is what the query was made for; descriptions that are equal are one object. */
        boolean isFor(SessionInfo found) {
            return relation.isPresent()
                    ? found.relation().filter(now -> now == relation.get()).isPresent()
                    : found.context().viewSet().equals(viewSet);
        }
    }

    /**
     * What a session begins with.
     *
     * @param wanted a view to look up with the session's first statement
     * @param moment of an earlier page, whose snapshot is read from if it is still held
     * @param language in which views show names, such as zh
     * @param ahead a query that is expected to be the only one; not for later pages
     */
    public record Start(
            Optional<RelationName> wanted, Optional<String> moment, String language, Optional<Ahead> ahead) {
        /** A session of the present that looks up no view. */
        public static final Start PLAIN = new Start(Optional.empty(), Optional.empty(), "en", Optional.empty());
    }

    private final SessionSettings settings;
    private final SessionPools pools;
    private final HeldSnapshots snapshots;
    private final RightsWatch watch;
    /** Waiting here costs less than in the pool, which asks for another connection each time. */
    private final FairShare places;

    private final FairShare briefPlaces = new FairShare(SessionPools.BRIEF);

    private Sessions(SessionSettings settings, SessionPools pools) {
        this.settings = settings;
        this.pools = pools;
        this.snapshots = new HeldSnapshots(pools.reads(), settings);
        this.watch = new RightsWatch(signInLookup(), snapshots);
        this.places = new FairShare(settings.connections());
    }

    /** Opens the pools; fails at once when the hub cannot be reached. */
    public static Sessions open(SessionSettings settings, MeterRegistry metrics) {
        Sessions sessions = new Sessions(settings, SessionPools.open(settings, metrics));
        Gauge.builder(
                        "yecai.api.sessions.waiting",
                        sessions,
                        waiting -> waiting.places.waiting() + waiting.briefPlaces.waiting())
                .description("Requests that wait for a connection to the hub.")
                .register(metrics);
        Gauge.builder(
                        "yecai.api.snapshots.held",
                        sessions.snapshots,
                        held -> held.list().size())
                .description("Snapshots that are kept for later pages of reads.")
                .register(metrics);
        return sessions;
    }

    /** Does work as a principal and ends the transaction, also after a failure. */
    public <T> T read(String principal, Span span, Work<T> work) throws IOException {
        return read(Reader.of(principal), span, Start.PLAIN, work);
    }

    /**
     * Does work for a reader and ends the transaction, also after a failure, unless the session is to be kept for later
     * pages. When the reader's rights shrink during the work, it is ended and fails.
     */
    public <T> T read(Reader reader, Span span, Start start, Work<T> work) throws IOException {
        try (FairShare.Place place = takePlace(reader.principal(), span)) {
            Connection connection = connect();
            AtomicBoolean isSound = new AtomicBoolean();
            try {
                return run(start(connection, reader, span, start, isSound), connection, work, isSound);
            } catch (SQLException problem) {
                throw DatabaseProblem.of(problem);
            } finally {
                giveBack(connection, isSound.get());
            }
        }
    }

    private Session start(Connection connection, Reader reader, Span span, Start start, AtomicBoolean isSound)
            throws SQLException {
        try {
            Optional<Session> ahead = findAhead(connection, reader, start);
            if (ahead.isPresent()) {
                return ahead.get();
            }
            boolean isLaterPage = start.moment().isPresent()
                    && snapshots.enter(
                            connection, reader.principal(), start.moment().get());
            SessionInfo info = SessionStart.run(connection, reader, settings.findTimeout(span), start, isLaterPage);
            Session session = new Session(connection, reader, info, isHeldFor(reader), Optional.empty());
            if (isLaterPage) {
                watch.requireUnshrunk(session);
            }
            return session;
        } catch (ProblemException refused) {
            isSound.set(true);
            throw refused;
        }
    }

    private Optional<Session> findAhead(Connection connection, Reader reader, Start start) throws SQLException {
        if (start.ahead().isEmpty()) {
            return Optional.empty();
        }
        Optional<SessionStart.Answered> answered =
                SessionStart.run(connection, reader, start, start.ahead().get());
        return answered.isEmpty()
                ? Optional.empty()
                : Optional.of(new Session(
                        connection,
                        reader,
                        answered.get().info(),
                        isHeldFor(reader),
                        Optional.of(answered.get().rows())));
    }

    private Predicate<String> isHeldFor(Reader reader) {
        return moment -> snapshots.isHeld(reader.principal(), moment);
    }

    private <T> T run(Session session, Connection connection, Work<T> work, AtomicBoolean isSound)
            throws SQLException, IOException {
        T result;
        watch.add(session);
        try {
            result = work.run(session);
        } finally {
            watch.remove(session);
            isSound.set(session.leavesConnectionSound());
        }
        session.requireUnshrunk();
        Optional<String> moment = session.findKept();
        if (moment.isPresent()) {
            snapshots.hold(connection, session.reader().principal(), session.rights(), moment.get());
        }
        connection.commit();
        return result;
    }

    private Connection connect() {
        try {
            return pools.reads().getConnection();
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    private FairShare.Place takePlace(String principal, Span span) {
        try {
            return (span == Span.BRIEF ? briefPlaces : places)
                    .take(principal, settings.connectionWait())
                    .orElseThrow(() -> new ProblemException(ProblemCode.BUSY, "Try again in a moment.", 2, null));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The API is shutting down.", 5, ending);
        }
    }

    /** Ends what is left of the transaction; a connection that is not sound is closed and replaced. */
    private void giveBack(Connection connection, boolean isSound) {
        try (connection) {
            if (isSound) {
                connection.rollback();
            } else {
                pools.reads().evictConnection(connection);
            }
        } catch (SQLException problem) {
            pools.reads().evictConnection(connection);
        }
    }

    /** Returns the questions that come before a principal is known. */
    public SignInLookup signInLookup() {
        return new SignInLookup(pools.lookups());
    }

    /** Returns connections of the API's own login, which can look up who somebody is and nothing else, for sessions of browsers. */
    public DataSource lookups() {
        return pools.lookups();
    }

    /** Returns the hub's address, for people who sign in with a database login of their own. */
    public String url() {
        return settings.url();
    }

    /** Returns the way into the journal of reads. */
    public AccessRecorder accessRecorder() {
        return new AccessRecorder(pools.journal());
    }

    /** Returns the way to what principals may write. */
    public ActingConnections acting() {
        return new ActingConnections(pools.acts());
    }

    /** Returns what the process that delivers events does in the hub. */
    public EventQueue events() {
        return new EventQueue(pools.lookups());
    }

    /** Fails when the hub cannot be read. */
    public void requireReady() {
        try (Connection connection = pools.lookups().getConnection()) {
            if (!connection.isValid(2)) {
                throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "The connection is not valid.");
            }
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    @Override
    public void close() {
        watch.close();
        snapshots.close();
        pools.close();
    }
}
