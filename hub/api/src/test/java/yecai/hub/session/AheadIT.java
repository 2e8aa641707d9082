package yecai.hub.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Sessions.Ahead;
import yecai.hub.session.Sessions.Start;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;

/** A query that travels with the session's first statement gives the answer that it would have given after it, or none. */
final class AheadIT {
    private static final RelationName RECEIPT = new RelationName("finance", "receipt");
    private static final RelationName INVOICE = new RelationName("finance", "customer_invoice");
    private static final List<String> OWN = List.of("2", "4", "6");
    private static Sessions sessions;

    @BeforeAll
    static void open() throws SQLException {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
            insert into canon.receipt (source, entity_key, company, amount)
            select 't', n::text, 'C' || (n % 2), n from generate_series(1, 6) as n
            """);
        for (String reader : List.of("ahead_0", "ahead_1")) {
            hub.run("postgres", "select hub.add_principal('" + reader + "', 'service', '{finance_reader}')");
            hub.run(
                    "postgres",
                    "select hub.grant_scope('" + reader + "', 'company', 'C" + reader.charAt(6) + "', null, 'test')");
            try (Connection admin = hub.open("postgres")) {
                new TokenStore(Handles.open(admin))
                        .issue(reader, "test", List.of("*"), Instant.now().plusSeconds(86_400));
            }
        }
        sessions = Sessions.open(
                new SessionSettings(
                        hub.url(), "yecai_api", "", 1, Waiting.PATIENCE, Waiting.PATIENCE, Waiting.PATIENCE),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        sessions.close();
    }

    @Test
    void rowsOfTheRightQuery_areTheReaders_andTheNextSessionIsItsOwn() throws IOException {
        Relation relation = relation(RECEIPT);
        for (int i = 0; i < 8; i++) {
            assertThat(rows(Reader.of("ahead_0"), Ahead.ofRelation(keys(), relation), true))
                    .isEqualTo(OWN);
            assertThat(rows(Reader.of("ahead_1"), Ahead.ofRelation(keys(), relation), true))
                    .containsExactly("1", "3", "5");
            assertThat(plain(Reader.of("ahead_0"), new QueryText().sql("select current_user::text")))
                    .containsExactly("ahead_0");
        }
    }

    /** What was expected is not what there is, or fails: the session begins anew and is a usual one. */
    @Test
    void whatWasExpectedWrongly_isAskedAgain() throws IOException {
        assertThat(rows(Reader.of("ahead_0"), Ahead.ofRelation(keys(), relation(INVOICE)), false))
                .isEqualTo(OWN);
        assertThat(rows(Reader.of("ahead_0"), Ahead.ofViewSet(keys(), "another"), false))
                .isEqualTo(OWN);
        for (QueryText failing : List.of(
                new QueryText().sql("select entity_key from canon.receipt"),
                new QueryText().sql("select no_such_column from finance.receipt"),
                new QueryText().sql("select 1 / 0"))) {
            assertThat(rows(Reader.of("ahead_0"), Ahead.ofRelation(failing, relation(RECEIPT)), false))
                    .isEqualTo(OWN);
        }
    }

    @Test
    void aTokenThatIsNotTrue_getsNoRows_andLeavesTheConnectionToOthers() throws IOException {
        Reader claiming = new Reader(
                "ahead_1",
                Optional.empty(),
                Instant.MAX,
                Optional.of(new Reader.TokenClaim("abcdefghijkl", "00".repeat(32))));
        Ahead ahead = Ahead.ofRelation(keys(), relation(RECEIPT));
        assertThatThrownBy(() -> rows(claiming, ahead, true))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("revoked");
        assertThat(rows(Reader.of("ahead_0"), ahead, true)).isEqualTo(OWN);
    }

    @Test
    void nothingElse_canBeReadInSuchASession() {
        assertThatThrownBy(() -> sessions.read(
                        Reader.of("ahead_0"),
                        Sessions.Span.READ,
                        start(Ahead.ofViewSet(keys(), viewSet())),
                        session -> {
                            assertThat(session.isAhead()).isTrue();
                            return session.read(keys(), 0, row -> {});
                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static QueryText keys() {
        return new QueryText()
                .sql("select entity_key from finance.receipt where source = ")
                .value(ValueType.TEXT, "t")
                .sql(" order by entity_key");
    }

    private static Start start(Ahead ahead) {
        return new Start(Optional.of(RECEIPT), Optional.empty(), "en", Optional.of(ahead));
    }

    private static List<String> rows(Reader reader, Ahead ahead, boolean isAhead) throws IOException {
        return sessions.read(reader, Sessions.Span.READ, start(ahead), session -> {
            assertThat(session.isAhead()).isEqualTo(isAhead);
            List<String> rows = new ArrayList<>();
            if (isAhead) {
                session.readAhead(row -> rows.add(row.getString(1)));
            } else {
                session.read(keys(), 0, row -> rows.add(row.getString(1)));
            }
            return rows;
        });
    }

    private static List<String> plain(Reader reader, QueryText query) throws IOException {
        return sessions.read(reader, Sessions.Span.READ, Start.PLAIN, session -> {
            List<String> rows = new ArrayList<>();
            session.read(query, 0, row -> rows.add(row.getString(1)));
            return rows;
        });
    }

    private static Relation relation(RelationName name) throws IOException {
        return sessions.read(
                Reader.of("ahead_0"),
                Sessions.Span.READ,
                new Start(Optional.of(name), Optional.empty(), "en", Optional.empty()),
                session -> session.findRelation().orElseThrow());
    }

    private static String viewSet() throws IOException {
        return sessions.read(
                Reader.of("ahead_0"),
                Sessions.Span.READ,
                Start.PLAIN,
                session -> session.context().viewSet());
    }
}
