package yecai.hub.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Sessions.Span;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;

/** What a page begins with while all connections for reads are in use. */
final class BriefIT {
    private static final Duration SOON = Duration.ofMillis(300);
    private static Sessions sessions;

    @BeforeAll
    static void open() throws SQLException {
        EmbeddedHub hub = EmbeddedHub.migrated();
        for (String reader : List.of("brief_one", "brief_two")) {
            hub.run("postgres", "select hub.add_principal('" + reader + "', 'service', '{finance_reader}')");
            try (Connection admin = hub.open("postgres")) {
                new TokenStore(Handles.open(admin))
                        .issue(reader, "test", List.of("*"), Instant.now().plusSeconds(86_400));
            }
        }
        sessions = Sessions.open(
                new SessionSettings(hub.url(), "yecai_api", "", 1, SOON, Waiting.PATIENCE, Waiting.PATIENCE)
                        .withHeldReads(0, SOON),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        sessions.close();
    }

    private static String who(String principal, Span span) throws IOException {
        return sessions.read(principal, span, BriefIT::who);
    }

    private static String who(Session session) throws IOException {
        List<String> names = new ArrayList<>();
        session.read(new QueryText().sql("select current_user::text"), 0, row -> names.add(row.getString(1)));
        return names.get(0);
    }

    @Test
    void whatIsBrief_doesNotWaitForReads_andReadsDoNotTakeItsPlaces() throws IOException {
        String read = sessions.read("brief_one", Span.READ, session -> {
            assertThatThrownBy(() -> who("brief_two", Span.READ))
                    .as("the only connection for reads is in use")
                    .isInstanceOf(ProblemException.class);
            return who("brief_one", Span.BRIEF) + " " + who("brief_two", Span.BRIEF) + " " + who(session);
        });
        assertThat(read).isEqualTo("brief_one brief_two brief_one");
    }

    @Test
    void onePersonsPages_leaveAPlaceForTheBeginningOfOthers() throws IOException {
        String other = sessions.read("brief_one", Span.BRIEF, session -> {
            assertThatThrownBy(() -> who("brief_one", Span.BRIEF)).isInstanceOf(ProblemException.class);
            return who("brief_two", Span.BRIEF) + " " + who("brief_two", Span.READ);
        });
        assertThat(other).isEqualTo("brief_two brief_two");
    }
}
