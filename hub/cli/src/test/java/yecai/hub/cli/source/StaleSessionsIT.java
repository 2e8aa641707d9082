package yecai.hub.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import yecai.cdc.source.Server;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.Waiting;

/** The capture ends what readers hold, so that a revoke does not depend on anybody who watches. */
class StaleSessionsIT {
    @Test
    void sessionThatKeepsWhatWasRevoked_isEnded_andNoOther() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        Reader leaver = Reader.add(hub, "stale_leaver", "finance_reader").grant("company", "C1");
        Reader stayer = Reader.add(hub, "stale_stayer", "finance_reader").grant("company", "C1");
        String read = "begin isolation level repeatable read; select count(*) from finance.receipt";
        try (StaleSessions watch = StaleSessions.start(new Server(hub.url(), "yecai_capture", ""));
                Connection holder = hub.open(leaver.login());
                Connection other = hub.open(stayer.login())) {
            EmbeddedHub.list(holder, read);
            EmbeddedHub.list(other, read);

            leaver.revoke("company", "C1");

            Waiting.until("the session is ended", () -> hasEnded(holder));
            assertThat(hasEnded(other)).isFalse();
        }
        assertThat(hub.list("postgres", "select reason from hub.session_end where principal like 'stale_%'"))
                .containsExactly("rights shrank during its transaction");
    }

    private static boolean hasEnded(Connection session) {
        try {
            EmbeddedHub.list(session, "select 1");
            return false;
        } catch (SQLException terminated) {
            return true;
        }
    }
}
