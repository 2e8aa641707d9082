package yecai.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.MigrationReport;
import yecai.sql.Migrator;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Resources;

class FunctionInstallerIT {
    private static final String RULE = "hub/request/rule";

    private EmbeddedHub hub;

    @BeforeEach
    void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
    }

    @Test
    void requireCurrent_refusesOtherFunctionsThanTheProgramHas_andMigrateMendsIt() throws Exception {
        install(files("-- another text"));

        assertThatThrownBy(() -> Migrator.requireCurrent(hub.dataSource("yecai_capture")))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("functions are not those of this program")
                .hasMessageContaining("yecai migrate");
        MigrationReport report = hub.migrator().migrate();
        assertThat(report.functionsInstalled()).isTrue();
        assertThat(report.migrations()).isZero();
        hub.migrator().requireCurrent();
    }

    @Test
    void install_replacesAFunctionWhoseResultChanged_withItsGrants() throws Exception {
        install(files("""
                set local role yecai_access;
                create or replace function hub.rule(name text) returns integer
                language sql stable set search_path = pg_catalog, pg_temp
                return 1;
                revoke execute on function hub.rule from public;
                grant execute on function hub.rule to yecai_dba;
                """));

        assertThat(hub.list("postgres", "select pg_get_function_result('hub.rule(text)'::regprocedure)"))
                .containsExactly("integer");
        assertThat(mayExecute("yecai_dba", "hub.rule(text)")).isTrue();
        assertThat(hub.list("postgres", "select has_function_privilege('public', 'hub.rule(text)', 'execute')"))
                .containsExactly("f");
    }

    /** The test's database is a copy, and settings of a database are not copied. */
    @Test
    void sessionsDoNotCompileQueries_unlessSomebodySaidOtherwise() throws SQLException {
        String file = "set role yecai_owner; " + Resources.read("functions/hub/session/without_jit.sql");
        hub.run("yecai_migrate", file);
        assertThat(hub.list("yecai_capture", "show jit")).containsExactly("off");

        hub.run("postgres", "do $$ begin execute format('alter database %I set jit = on', current_database()); end $$");
        hub.run("yecai_migrate", file);
        assertThat(hub.list("yecai_capture", "show jit")).containsExactly("on");
    }

    @Test
    void install_dropsASignatureThatTheFilesNoLongerMake() throws Exception {
        install(files("""
                set local role yecai_access;
                create or replace function hub.rule(name text, otherwise text) returns text
                language sql stable set search_path = pg_catalog, pg_temp
                return otherwise;
                revoke execute on function hub.rule from public;
                """));

        assertThat(hub.list(
                        "postgres",
                        "select p.oid::regprocedure::text from pg_proc as p where p.proname = 'rule'"
                                + " and p.pronamespace = 'hub'::regnamespace"))
                .containsExactly("hub.rule(text,text)");
    }

    @Test
    void install_takesRightsAwayThatTheFilesDoNotGrant() throws Exception {
        hub.run("postgres", "grant execute on function hub.rule(text) to finance_reader");
        assertThat(mayExecute("finance_reader", "hub.rule(text)")).isTrue();

        install(files("-- nothing else"));

        assertThat(mayExecute("finance_reader", "hub.rule(text)")).isFalse();
        assertThat(mayExecute("yecai_dba", "hub.grant_access(text,text,text,timestamptz,text,timestamptz,bigint)"))
                .isTrue();
    }

    @Test
    void install_namesWhatIsInTheWay_andChangesNothing() throws Exception {
        hub.run("postgres", """
                create schema elsewhere;
                create view elsewhere.theirs as select hub.rule('request_longest') as longest
                """);

        assertThatThrownBy(() -> install(files("""
                        set local role yecai_access;
                        create or replace function hub.rule(name text) returns integer
                        language sql stable set search_path = pg_catalog, pg_temp
                        return 1;
                        """)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("functions/" + RULE + ".sql")
                .hasStackTraceContaining("elsewhere.theirs");
        assertThat(hub.list("postgres", "select longest from elsewhere.theirs")).containsExactly("365 days");
        hub.migrator().requireCurrent();
    }

    @Test
    void install_governsATableThatAMigrationMade_andDropsPoliciesOfOthers() throws Exception {
        hub.run("postgres", """
                create table canon.thing (
                    source text not null, entity_key text collate "C" not null, company text, primary key (source, entity_key)
                );
                alter table canon.thing owner to yecai_owner;
                create policy theirs on canon.receipt for select to public using (true)
                """);

        install(files("-- as after a migration"));

        assertThat(hub.list(
                        "postgres",
                        "select p.polname from pg_policy as p where p.polrelid = 'canon.thing'::regclass order by 1"))
                .containsExactly("all_companies", "capture_all", "reader_company", "reader_narrowed");
        assertThat(hub.list(
                        "postgres",
                        "select p.polname from pg_policy as p where p.polrelid = 'canon.receipt'::regclass order by 1"))
                .containsExactly("all_companies", "capture_all", "reader_company", "reader_narrowed");
        assertThat(hub.list("postgres", "select has_table_privilege('yecai_capture', 'canon.thing', 'insert')"))
                .containsExactly("t");
    }

    /** The program's files, one of them changed; a text that makes nothing is appended to it. */
    private static List<FunctionFile> files(String text) {
        List<FunctionFile> files = new ArrayList<>(FunctionFile.all());
        files.replaceAll(file -> !file.path().equals(RULE)
                ? file
                : new FunctionFile(RULE, text.startsWith("--") ? file.text() + text : text));
        return files;
    }

    private void install(List<FunctionFile> files) throws SQLException {
        try (Connection connection = hub.open("yecai_migrate")) {
            Handles.use(connection, handle -> handle.execute("set role yecai_owner"));
            assertThat(new FunctionInstaller(connection, "1", files).install()).isTrue();
        }
    }

    private boolean mayExecute(String role, String function) throws SQLException {
        return hub.list("postgres", "select has_function_privilege('" + role + "', '" + function + "', 'execute')")
                .equals(List.of("t"));
    }
}
