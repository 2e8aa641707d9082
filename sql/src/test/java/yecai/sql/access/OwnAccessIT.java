package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

/** What people are told of their access: how often the hub asks itself for the same thing, however much there is to tell. */
class OwnAccessIT {
    private static final String DATASETS =
            "select schema_name || '.' || view_name || ' ' || currency from hub.api_datasets('own_reader')";
    private static EmbeddedHub hub;

    @BeforeAll
    static void manyRows() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("postgres", """
                select hub.add_principal('own_reader', 'person', '{finance_reader}');
                select hub.add_principal('own_other', 'person', '{finance_reader}');
                select hub.grant_scope('own_reader', 'company', 'C' || n, null, 'test'),
                    hub.grant_scope('own_other', 'company', 'C' || n, null, 'test'),
                    hub.request_access('own_reader', 'plant', 'P' || n, now() + interval '1 day', 'test'),
                    hub.request_access('own_other', 'plant', 'P' || n, now() + interval '1 day', 'test')
                from generate_series(1, 20) as n;
                select hub.set_mask('finance.receipt', 'customer', 'own_reader', 'none', 'test');
                select hub.add_console_session(
                    'ownownownown', sha256('own'), 'own_reader', null, 'link', null, null, '1 h', '1 h');
                """);
    }

    private static String calls(String function, String... statements) throws SQLException {
        try (Connection session = hub.open("postgres")) {
            session.setAutoCommit(false);
            EmbeddedHub.list(session, "select set_config('track_functions', 'all', true)");
            for (String statement : statements) {
                assertThat(EmbeddedHub.list(session, statement)).as(statement).isNotEmpty();
            }
            return EmbeddedHub.list(
                            session,
                            "select sum(calls) from pg_stat_xact_user_functions where funcname = '" + function + "'")
                    .get(0);
        }
    }

    @Test
    void personOfASession_isFoundOnceInAStatement_notForEachRow() throws Exception {
        assertThat(calls("session_person", "select value from hub.session_scopes(sha256('own'))"))
                .isEqualTo("1");
        assertThat(calls("session_person", "select request from hub.session_requests(sha256('own'))"))
                .isEqualTo("1");
        assertThat(calls("session_person", "select mask from hub.session_masks(sha256('own'))"))
                .isEqualTo("1");
    }

    @Test
    void caller_isFoundOnceInAStatement_notForEachRow() throws Exception {
        assertThat(calls("acting_person", "select request from hub.list_requests()"))
                .isEqualTo("1");
    }

    /** To find it means to read the text of all views that a view is made of. */
    @Test
    void whatWasRecordedOfADataset_isNotFoundAnew() throws Exception {
        try (Connection session = hub.open("postgres")) {
            session.setAutoCommit(false);
            List<String> found = EmbeddedHub.list(session, DATASETS);
            assertThat(found).contains("finance.receipt changes", "finance.freshness live");

            EmbeddedHub.list(
                    session,
                    "update hub.dataset set currency = 'clock' where view_oid = 'finance.receipt'::regclass returning 1");
            assertThat(EmbeddedHub.list(session, DATASETS)).contains("finance.receipt clock");

            EmbeddedHub.list(session, "delete from hub.dataset returning 1");
            assertThat(EmbeddedHub.list(session, DATASETS)).isEqualTo(found);
            session.rollback();
        }
    }
}
