package yecai.hub.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import yecai.hub.api.signin.TokenStore;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;

/** What one session leaves on a connection must never be the answer to the next one's question. */
class SoundConnectionIT {
    private static final QueryText RECEIPTS = new QueryText().sql("select entity_key, company from finance.receipt");
    private static final QueryText WHO = new QueryText().sql("select current_user::text");

    @Test
    void anExportThatIsGivenUp_leavesNothingToTheNextSession() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
            insert into canon.receipt (source, entity_key, company, amount)
            select 't', n::text, 'C' || (n % 2 + 1), n from generate_series(1, 100) as n
            """);
        for (String[] reader : new String[][] {{"sound_one", "C1"}, {"sound_two", "C2"}}) {
            hub.run("postgres", "select hub.add_principal('" + reader[0] + "', 'service', '{finance_reader}')");
            hub.run(
                    "postgres",
                    "select hub.grant_scope('" + reader[0] + "', 'company', '" + reader[1] + "', null, 'test')");
            try (Connection admin = hub.open("postgres")) {
                new TokenStore(Handles.open(admin))
                        .issue(reader[0], "test", List.of("*"), Instant.now().plusSeconds(86_400));
            }
        }
        SessionSettings settings = new SessionSettings(
                hub.url(), "yecai_api", "", 1, Waiting.PATIENCE, Waiting.PATIENCE, Waiting.PATIENCE);
        try (Sessions sessions = Sessions.open(settings, new SimpleMeterRegistry())) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> sessions.read(
                                "sound_one",
                                Sessions.Span.EXPORT,
                                session -> session.copyCsv(RECEIPTS, ',', new HungUpLater())))
                        .isInstanceOf(IOException.class)
                        .hasMessage("hung up");
                for (int next = 0; next < 3; next++) {
                    assertThat(rows(sessions, "sound_two", WHO)).containsExactly("sound_two");
                    assertThat(rows(sessions, "sound_two", RECEIPTS)).hasSize(50);
                }
            }
        }
    }

    private static List<String> rows(Sessions sessions, String principal, QueryText query) throws IOException {
        return sessions.read(principal, Sessions.Span.READ, session -> {
            assertThat(session.context().companies()).isEqualTo(1);
            List<String> rows = new ArrayList<>();
            session.read(query, 0, row -> rows.add(row.getString(1)));
            return rows;
        });
    }

    /** A client that is gone when its first row arrives; by then the server has sent all others. */
    private static final class HungUpLater extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("hung up");
        }
    }
}
