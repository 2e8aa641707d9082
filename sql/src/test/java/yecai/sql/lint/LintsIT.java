package yecai.sql.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.sql.EmbeddedHub;

/** Each lint with a good case, the hub as it was made, and bad cases, which its remedy corrects. */
class LintsIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("postgres", """
                select hub.add_principal('lint_reader', 'person', '{finance_reader}');
                select hub.add_principal('lint_other', 'person', '{}');
                select hub.add_login('lint_login', 'lint_reader', 'secret');
                select hub.grant_access('lint_reader', 'company', 'C1', null, 'test');
                select hub.add_principal('lint_service', 'service', '{}');
                select hub.let_act_as('lint_service', 'lint_reader', 'test')
                """);
    }

    static Stream<Arguments> badCases() {
        return Stream.of(
                Arguments.of("01_power", "alter role lint_reader bypassrls"),
                Arguments.of("01_power", "alter role finance_reader superuser"),
                Arguments.of("01_power", "alter role lint_login createrole"),
                Arguments.of("01_power", "alter role yecai_mart replication"),
                Arguments.of("02_membership", "grant pg_read_all_data to lint_reader"),
                Arguments.of("02_membership", "grant lint_other to lint_reader"),
                Arguments.of("02_membership", "grant yecai_mart to finance_reader"),
                Arguments.of("03_owner", "alter table canon.receipt owner to yecai_mart"),
                Arguments.of("03_owner", "alter table canon.receipt owner to lint_reader"),
                Arguments.of("03_owner", "alter schema finance owner to lint_reader"),
                Arguments.of("04_view_owner", "alter view finance.receipt owner to yecai_owner"),
                Arguments.of("04_view_owner", "alter view mart.receipt_scoped owner to postgres"),
                Arguments.of("05_view_barrier", "alter view finance.receipt set (security_barrier = false)"),
                Arguments.of("05_view_barrier", "alter view finance.receipt reset (security_barrier)"),
                Arguments.of(
                        "06_view_text",
                        "create or replace view finance.freshness with (security_barrier = true) as"
                                + " select source, pack, pack_version, state, state_since, position_committed_at as as_of,"
                                + " position_applied_at as applied_at, interval '0' as lag, position, loaded_at,"
                                + " applied_transactions, applied_events from hub.source"),
                Arguments.of(
                        "06_view_text",
                        "create or replace view finance.reporting_currency with (security_barrier = true) as select currency"
                                + " from mart.finance__reporting_currency_all"),
                Arguments.of("07_row_security", "alter table canon.receipt no force row level security"),
                Arguments.of("07_row_security", "alter table hub.control_total disable row level security"),
                Arguments.of("07_row_security", "alter table books.equity_rate no force row level security"),
                Arguments.of("08_policy", "alter policy reader_company on canon.receipt using (true)"),
                Arguments.of("08_policy", "alter policy reader_company on books.equity_rate using (true)"),
                Arguments.of("08_policy", "create policy mine on canon.receipt for select using (true)"),
                Arguments.of("08_policy", "drop policy capture_all on canon.receipt"),
                Arguments.of("08_policy", "alter policy all_companies on canon.receipt to public"),
                Arguments.of(
                        "09_policy_setting",
                        "alter policy reader_company on canon.receipt using (company = current_setting('yecai.company'))"),
                Arguments.of("10_grant", "grant select on canon.receipt to lint_reader"),
                Arguments.of("10_grant", "grant select (company) on canon.receipt to finance_reader"),
                Arguments.of("10_grant", "grant references on canon.receipt to public"),
                Arguments.of("10_grant", "grant select on finance.receipt to lint_login"),
                Arguments.of("10_grant", "grant insert on finance.receipt to finance_reader"),
                Arguments.of("10_grant", "grant insert on books.group_rate to finance_writer"),
                Arguments.of("11_missing_grant", "revoke select on finance.receipt from finance_reader"),
                Arguments.of("12_create", "grant create on schema finance to lint_reader"),
                Arguments.of("12_create", "grant temporary on database " + "DATABASE to public"),
                Arguments.of("13_function", "grant execute on function hub.grant_access to public"),
                Arguments.of("13_function", "alter function hub.grant_access reset search_path"),
                Arguments.of("14_login", "alter role lint_login inherit"),
                Arguments.of("14_login", "alter role lint_login in database DATABASE reset role"),
                Arguments.of(
                        "15_default_privileges",
                        "alter default privileges for role yecai_owner in schema canon grant select on tables to"
                                + " finance_reader"),
                Arguments.of(
                        "15_default_privileges",
                        "alter default privileges for role yecai_owner grant execute on functions to lint_reader"),
                Arguments.of("16_unguarded", "create materialized view finance.copy as select 1 as one"),
                Arguments.of("17_foreign_view", "create view finance.mine with (security_barrier = true) as select 1"),
                Arguments.of("18_audit", "alter table hub.audit disable trigger append_only"),
                Arguments.of("18_audit", "drop trigger chain on hub.audit"),
                Arguments.of(
                        "21_unaudited_scope",
                        "insert into hub.scope (principal, dimension, value, reason, granted_by)"
                                + " values ('lint_reader', 'company', '*', 'mine', 'me')"),
                Arguments.of(
                        "21_unaudited_scope",
                        "select hub.grant_access('lint_other', 'company', 'C9', null, 'test');"
                                + " select hub.revoke_access('lint_other', 'company', 'C9', 'test');"
                                + " update hub.scope set valid_to = 'infinity' where value = 'C9'"),
                Arguments.of(
                        "21_unaudited_scope",
                        "select hub.grant_access('lint_other', 'company', 'C9', now() + interval '1 day', 'test');"
                                + " update hub.scope set valid_to = 'infinity' where value = 'C9'"),
                Arguments.of("22_connect", "grant connect on database DATABASE to public"),
                Arguments.of("22_connect", "grant connect on database postgres to public"),
                Arguments.of("23_view_owner_power", "alter role yecai_mart_all login"),
                Arguments.of("23_view_owner_power", "grant yecai_mart_all to lint_other"),
                Arguments.of("23_view_owner_power", "grant yecai_books to lint_other"),
                Arguments.of("24_foreign_object", "create schema postgres"),
                Arguments.of(
                        "24_foreign_object",
                        "create function public.lower(name) returns text language sql as 'select null::text'"),
                Arguments.of(
                        "24_foreign_object",
                        "create operator public.!~ (leftarg = name, rightarg = name, function = pg_catalog.namene)"),
                Arguments.of("25_create_schema", "grant create on database DATABASE to yecai_capture"),
                Arguments.of("25_create_schema", "grant create on database DATABASE to yecai_api"),
                Arguments.of(
                        "26_advisory",
                        "create function hub.waits() returns void language sql as 'select pg_advisory_xact_lock(1)'"),
                Arguments.of("27_public_function", "grant execute on function pg_advisory_lock(bigint) to public"),
                Arguments.of("27_public_function", "grant execute on function lo_create(oid) to lint_reader"),
                Arguments.of(
                        "27_public_function",
                        "do $$ begin execute format('grant execute on function %s to public', (select max(p.oid)::regprocedure"
                                + " from pg_proc as p where p.proname = 'pg_logical_emit_message')); end $$"),
                Arguments.of("28_acting", "grant lint_reader to yecai_dba"),
                Arguments.of("28_acting", "grant lint_other to yecai_capture with admin option"),
                Arguments.of("28_acting", "grant lint_login to yecai_api"),
                Arguments.of(
                        "28_acting",
                        "create role lint_door; grant lint_other to lint_door; grant lint_door to yecai_dba"),
                Arguments.of("29_dba_power", "create role lint_power createrole in role yecai_dba"),
                Arguments.of("01_power", "alter role yecai_approver bypassrls"),
                Arguments.of("29_dba_power", "create role lint_power replication in role yecai_approver"),
                Arguments.of("30_limit", "alter role lint_login in database DATABASE reset statement_timeout"),
                Arguments.of("30_limit", "alter role lint_login in database DATABASE set work_mem = '2GB'"),
                Arguments.of("30_limit", "alter role lint_login connection limit -1"),
                Arguments.of("30_limit", "update hub.setting set value = '1 GB' where name = 'login_temp_file_limit'"),
                Arguments.of(
                        "31_acting", "grant lint_reader to lint_service with inherit true granted by yecai_access"),
                Arguments.of("31_acting", "select hub.grant_access('lint_service', 'company', 'C1', null, 'test')"),
                Arguments.of("32_writer", "grant execute on function finance.load_rates to finance_reader"),
                Arguments.of("32_writer", "grant execute on function books.begin_write to lint_reader"));
    }

    @Test
    void hub_asItWasMade_hasNoFinding() throws Exception {
        try (Connection connection = hub.open("postgres")) {
            assertThat(LintFinding.list(connection)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("badCases")
    void breach_isNamed_andMendedByItsRemedy(String lint, String breach) throws Exception {
        try (Connection connection = hub.open("postgres");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(breach.replace("DATABASE", hub.database()));
            String findings = "select severity || ' ' || object || ' ' || detail from hub.lint_" + lint;
            assertThat(EmbeddedHub.list(connection, findings)).isNotEmpty();
            String ofViews = "select lint || object from hub.lint_04_view_owner"
                    + " union all select lint || object from hub.lint_05_view_barrier"
                    + " union all select lint || object from hub.lint_06_view_text";
            List<String> before = EmbeddedHub.list(connection, ofViews);
            List<String> remedies = EmbeddedHub.list(connection, "select remedy from hub.lint_" + lint);
            if (remedies.stream().allMatch(remedy -> remedy.endsWith(";"))) {
                for (String remedy : remedies) {
                    statement.execute(remedy);
                }
                assertThat(EmbeddedHub.list(connection, findings)).isEmpty();
                // a view that is mended in one way is not broken in another
                assertThat(before).containsAll(EmbeddedHub.list(connection, ofViews));
            } else {
                assertThat(remedies).allMatch(remedy -> remedy.endsWith("."));
            }
            connection.rollback();
        }
    }

    /** A setting cannot be broken in a transaction, nor a server's version: 19 and 20 are shown by what they read. */
    @Test
    void everyLint_hasABadCase() {
        assertThat(badCases().map(bad -> (String) bad.get()[0]).collect(Collectors.toSet()))
                .containsAll(LintFile.all().stream()
                        .map(LintFile::name)
                        .filter(name -> !name.startsWith("00") && !name.startsWith("19") && !name.startsWith("20"))
                        .toList());
    }

    @Test
    void md5Passwords_areAWarning() throws Exception {
        assertThat(hub.list(
                        "postgres",
                        "set password_encryption = 'md5'; select severity from hub.lint_20_password_encryption"))
                .containsExactly("warning");
    }

    @Test
    void dba_readsTheFindings() throws Exception {
        hub.run(
                "postgres",
                "create role lint_dba login; grant yecai_dba to lint_dba; grant connect on database " + hub.database()
                        + " to lint_dba");
        try (Connection connection = hub.open("lint_dba")) {
            assertThat(LintFinding.list(connection)).isEmpty();
        }
    }
}
