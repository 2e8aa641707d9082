package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class ApiAccessIT {
    private static final String HASH = "sha256('secret')";
    private static EmbeddedHub hub;

    @BeforeAll
    static void principals() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, posting_date, amount)
                select 't', n::text, 'C' || (n % 3 + 1), date '2026-01-01', n from generate_series(1, 30) as n;
                insert into canon.company (source, entity_key, company) select 't', 'C' || n, 'C' || n
                from generate_series(1, 3) as n;
                """);
        hub.run("postgres", """
                select hub.add_principal('api_reader', 'service', '{finance_reader}');
                select hub.grant_scope('api_reader', 'company', 'C1', null, 'test');
                select hub.add_principal('other_reader', 'service', '{finance_reader}');
                """);
        issue("abcdefghijkl", "api_reader", "now() + interval '1 hour'");
    }

    private static void issue(String token, String principal, String until) throws SQLException {
        hub.run(
                "postgres",
                "select hub.issue_token('" + token + "', '" + principal + "', 'test', " + HASH + ", '{*}', " + until
                        + ")");
    }

    @Test
    void nameUsedAgain_inheritsNoTokenSubjectRequestMaskOrLimit() throws Exception {
        hub.run("postgres", """
                select hub.add_principal('zed', 'service', '{finance_reader}');
                select hub.map_subject('idp', 'old zed', 'zed');
                select hub.set_mask('finance.receipt', 'customer', 'zed', 'none', 'test');
                select hub.set_limit('zed', 'connection_limit', '7', 'test');
                """);
        issue("zzzzzzzzzzzz", "zed", "now() + interval '1 hour'");
        String request = hub.list(
                        "postgres", "select hub.request_access('zed', 'company', '*', now() + interval '1 day', 'old')")
                .get(0);

        hub.run("postgres", "select hub.drop_principal('zed', 'left')");
        hub.run("postgres", "select hub.add_principal('zed', 'service', '{finance_reader}')");
        issue("zzzzzzzzzzz2", "zed", "now() + interval '1 hour'");

        assertThat(hub.list("yecai_api", "select principal from hub.find_token('zzzzzzzzzzzz')"))
                .isEmpty();
        assertThat(hub.list("yecai_api", "select hub.find_subject('idp', 'old zed')"))
                .containsOnlyNulls();
        assertThat(hub.list("yecai_api", "select principal from hub.find_token('zzzzzzzzzzz2')"))
                .containsExactly("zed");
        assertThat(hub.list("postgres", "select state from hub.access_request where request = " + request))
                .containsExactly("cancelled");
        assertThat(hub.list("postgres", "select count(*) from hub.mask where role = 'zed'"))
                .containsExactly("0");
        assertThat(hub.list("postgres", "select count(*) from hub.login_limit where principal = 'zed'"))
                .containsExactly("0");
        assertThat(hub.list("postgres", """
                        select detail ->> 'revoked_tokens' || ' ' || (detail ->> 'subjects')
                        from hub.audit where action = 'drop_principal' and subject = 'zed'
                        """)).containsExactly("[\"zzzzzzzzzzzz\"] 1");
    }

    @Test
    void tokenAndSubjectOlderThanTheirPrincipal_neverMatch() throws Exception {
        hub.run("postgres", "select hub.add_principal('yan', 'service', '{}')");
        issue("yyyyyyyyyyyy", "yan", "now() + interval '1 hour'");
        hub.run("postgres", "select hub.map_subject('idp', 'yan', 'yan')");
        hub.run("postgres", "update hub.principal set created_at = clock_timestamp() where principal = 'yan'");

        assertThat(hub.list("yecai_api", "select principal from hub.find_token('yyyyyyyyyyyy')"))
                .isEmpty();
        assertThat(hub.list("yecai_api", "select hub.find_subject('idp', 'yan')"))
                .containsOnlyNulls();
    }

    @Test
    void firstBadAccess_namesForgedEntriesAndChangedBatches() throws Exception {
        String bad = "select entry || ': ' || problem from hub.first_bad_access()";
        // by somebody who makes the hashes anew as far as the next batch
        String hashed = """
                ; update hub.data_access_batch as b
                set hash = hub.data_access_batch_hash(b, (
                    select string_agg(a.hash, ''::bytea order by a.entry) from hub.data_access as a where a.batch = b.batch))
                where b.batch = %d
                """;
        String interleaved = "update hub.data_access set batch = 3 - batch where entry in (2, 3);"
                + " update hub.data_access_batch set last_entry = 3 where batch = 1;"
                + " update hub.data_access_batch set first_entry = 2 where batch = 2" + hashed.formatted(1)
                + "; update hub.data_access_batch as b set prev_hash = p.hash from hub.data_access_batch as p"
                + " where b.batch = 2 and p.batch = 1" + hashed.formatted(2);
        for (var attack : Map.of(
                        "update hub.data_access_batch set recorded_at = recorded_at - interval '1 microsecond'",
                        "1: the batch or its entries differ from its hash",
                        """
                        insert into hub.data_access
                        select 5, 999999, happened_at, 'ann', credential, correlation, action, dataset, request, outcome,
                            returned_rows, hash
                        from hub.data_access where entry = 2;
                        update hub.data_access as d set hash = hub.data_access_hash(d) where entry = 5
                        """,
                        "5: no batch has this entry",
                        "update hub.data_access_batch set first_entry = 2 where batch = 1",
                        "1: no batch has this entry",
                        "update hub.data_access_batch set last_entry = 7 where batch = 1",
                        "1: batch does not say which entries it has",
                        "update hub.data_access_batch set prev_hash = '\\x01' where batch = 2" + hashed.formatted(2),
                        "3: batch not chained to the batch before",
                        interleaved,
                        "2: batch does not begin after the batch before")
                .entrySet()) {
            EmbeddedHub journal = EmbeddedHub.migrated();
            for (int batch = 1; batch <= 2; batch++) {
                journal.run("yecai_api", """
                    select hub.record_access(jsonb_agg(jsonb_build_object('happened_at', now(), 'principal', 'p',
                        'credential', 'c', 'correlation', n, 'action', 'read', 'dataset', 'd', 'request', '',
                        'outcome', 'ok', 'returned_rows', 1)))
                    from generate_series(1, 2) as n
                    """);
            }
            assertThat(journal.list("postgres", bad)).isEmpty();

            journal.run(
                    "postgres",
                    "alter table hub.data_access disable trigger all;"
                            + " alter table hub.data_access_batch disable trigger all; " + attack.getKey());

            assertThat(journal.list("postgres", bad)).containsExactly(attack.getValue());
        }
    }

    @Test
    void apiLogin_canDoNothingByItself() throws Exception {
        for (String statement : List.of(
                "select * from finance.receipt",
                "select * from finance.freshness",
                "select * from canon.receipt",
                "select * from hub.api_token",
                "select * from hub.data_access",
                "select hub.issue_token('mmmmmmmmmmmm', 'other_reader', 'x', " + HASH + ", '{*}', 'infinity')",
                "select hub.map_subject('i', 's', 'other_reader')",
                "create temporary table t (n integer)",
                "set role other_reader",
                "set role finance_reader",
                "set role yecai_owner")) {
            assertThatThrownBy(() -> hub.run("yecai_api", statement))
                    .as(statement)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void apiLogin_seesAsItsCallerNoMoreThanTheCaller() throws Exception {
        assertThat(hub.list(
                        "yecai_api", "set role api_reader; select distinct company from finance.receipt order by 1"))
                .containsExactly("C1");
        assertThatThrownBy(() -> hub.run("yecai_api", "set role api_reader; select hub.find_token('abcdefghijkl')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void token_isFoundUntilItEnds() throws Exception {
        issue("revokedtoken", "api_reader", "now() + interval '1 hour'");
        issue("expiredtoken", "api_reader", "clock_timestamp() + interval '1 millisecond'");
        String find = "select principal from hub.find_token('%s')";
        assertThat(hub.list("yecai_api", find.formatted("abcdefghijkl"))).containsExactly("api_reader");
        assertThat(hub.list("yecai_api", find.formatted("revokedtoken"))).containsExactly("api_reader");
        hub.run("postgres", "select hub.revoke_token('revokedtoken', 'test')");

        assertThat(hub.list("yecai_api", find.formatted("revokedtoken"))).isEmpty();
        assertThat(hub.list("yecai_api", find.formatted("expiredtoken"))).isEmpty();
        assertThat(hub.list("postgres", "select hub.revoke_token('revokedtoken', 'again')"))
                .containsExactly("f");
        assertThat(hub.list("postgres", "select action from hub.audit where subject = 'api_reader'"))
                .contains("issue_token", "revoke_token");
    }

    @Test
    void context_saysHowMuchTheCallerSees_andChangesWithTheScopes() throws Exception {
        String context = "select version from hub.api_context('api_reader')";
        assertThat(hub.list("yecai_api", "select companies from hub.api_context('api_reader')"))
                .containsExactly("1");
        assertThat(hub.list("yecai_api", "select hub.company_count()")).containsExactly("3");
        List<String> before = hub.list("yecai_api", context);
        assertThat(hub.list("yecai_api", context)).isEqualTo(before);
        hub.run("postgres", "select hub.grant_scope('api_reader', 'company', 'C9', null, 'test')");

        assertThat(hub.list("yecai_api", context)).isNotEqualTo(before);
        hub.run("postgres", "select hub.revoke_scope('api_reader', 'company', 'C9', 'test')");
        assertThat(hub.list("yecai_api", context)).isEqualTo(before);
    }

    @Test
    void dataAccess_isChainedAndTamperingIsFound() throws Exception {
        String record = """
                select hub.record_access(jsonb_agg(jsonb_build_object('happened_at', now(), 'principal', 'api_reader',
                    'credential', 'token abcdefghijkl', 'correlation', n::text, 'action', 'read',
                    'dataset', 'finance.receipt', 'request', 'limit=1', 'outcome', '200', 'returned_rows', n)))
                from generate_series(1, 5) as n
                """;
        for (int i = 0; i < 3; i++) {
            hub.run("yecai_api", record);
        }
        String check = "select entry || ' ' || problem from hub.first_bad_access()";
        assertThat(hub.list("postgres", "select count(*) from hub.data_access")).containsExactly("15");
        assertThat(hub.list("postgres", check)).isEmpty();
        assertThatThrownBy(() -> hub.run("postgres", "delete from hub.data_access where entry = 7"))
                .hasMessageContaining("append-only");

        assertThat(tampered("update hub.data_access set returned_rows = 0 where entry = 7", check))
                .containsExactly("7 content differs from its hash");
        assertThat(tampered("delete from hub.data_access where entry = 7", check))
                .containsExactly("6 the batch or its entries differ from its hash");
        assertThat(tampered(
                        "delete from hub.data_access where batch = 2; delete from hub.data_access_batch where batch = 2",
                        check))
                .hasSize(1);
    }

    /** What a superuser who switches the triggers off leaves behind; undone afterwards. */
    private static List<String> tampered(String change, String check) throws SQLException {
        try (Connection admin = hub.open("postgres")) {
            admin.setAutoCommit(false);
            try (var statement = admin.createStatement()) {
                statement.execute("alter table hub.data_access disable trigger all;"
                        + "alter table hub.data_access_batch disable trigger all;" + change);
            }
            List<String> found = EmbeddedHub.list(admin, check);
            admin.rollback();
            return found;
        }
    }
}
