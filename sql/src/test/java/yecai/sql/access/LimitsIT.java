package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.Waiting;

/** What the logins of readers may take of the server: time, memory, disk, connections. */
class LimitsIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run(
                "postgres",
                "create role limit_dba login; grant yecai_dba to limit_dba; grant connect on database " + hub.database()
                        + " to limit_dba");
    }

    private static String shown(String login, String setting) throws SQLException {
        return hub.list(login, "show " + setting).get(0);
    }

    @Test
    void login_hasTheLimitsOfTheHub_untilItsPrincipalHasOthers() throws Exception {
        Reader reader = Reader.add(hub, "limit_ann", "finance_reader");
        String server = shown("postgres", "work_mem");

        assertThat(shown(reader.login(), "statement_timeout")).isEqualTo("30min");
        assertThat(shown(reader.login(), "idle_in_transaction_session_timeout")).isEqualTo("10min");
        assertThat(shown(reader.login(), "temp_file_limit")).isEqualTo("10GB");
        assertThat(shown(reader.login(), "work_mem")).isEqualTo(server);

        hub.run("limit_dba", """
                select hub.set_limit('limit_ann', 'statement_timeout', '4s', 'test');
                select hub.set_limit('limit_ann', 'work_mem', '77MB', 'test');
                select hub.set_limit('limit_ann', 'temp_file_limit', '2 MB', 'test');
                select hub.set_limit('limit_ann', 'connection_limit', '50', 'test')
                """);
        hub.run("limit_dba", "select hub.add_login('limit_ann_next', 'limit_ann', 'secret')");
        for (String login : List.of(reader.login(), "limit_ann_next")) {
            assertThat(shown(login, "work_mem")).isEqualTo("77MB");
            assertThatThrownBy(() -> hub.list(login, "select pg_sleep(3600)"))
                    .hasMessageContaining("statement timeout");
        }
        assertThat(hub.list(
                        "postgres",
                        "select detail ->> 'value' from hub.audit where action = 'set_limit'"
                                + " and subject = 'limit_ann' and actor = 'limit_dba' order by audit"))
                .containsExactly("4s", "77MB", "2 MB", "50");

        hub.run("limit_dba", "select hub.set_limit('limit_ann', 'work_mem', null, 'test')");
        hub.run("limit_dba", "select hub.set_limit('limit_ann', 'statement_timeout', null, 'test')");
        assertThat(shown(reader.login(), "work_mem")).isEqualTo(server);
        assertThat(shown(reader.login(), "statement_timeout")).isEqualTo("30min");
    }

    /** A login can set its own timeouts, but not what would fill the disk or take all connections. */
    @Test
    void readersCannotLiftTheirLimitOfTheDisk_norOfConnections() throws Exception {
        Reader reader = Reader.add(hub, "limit_bob", "finance_reader");
        hub.run("limit_dba", """
                select hub.set_limit('limit_bob', 'temp_file_limit', '1MB', 'test');
                select hub.set_limit('limit_bob', 'connection_limit', '3', 'test')
                """);
        assertThatThrownBy(() -> reader.list("set temp_file_limit = -1")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> reader.list("alter role limit_bob_login connection limit -1"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> reader.list(
                        "set work_mem = '64kB'; select count(*) from (select n from generate_series(1, 1000000) as n"
                                + " order by md5(n::text)) as s"))
                .hasMessageContaining("temp_file_limit");
        List<Connection> open = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                open.add(openOnceThereIsAPlace(reader.login()));
            }
            assertThatThrownBy(() -> hub.open(reader.login())).hasMessageContaining("too many connections");
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    /** A session that was closed has its place until the server has ended it. */
    private static Connection openOnceThereIsAPlace(String login) throws SQLException {
        List<Connection> opened = new ArrayList<>();
        Waiting.until("a connection of " + login + " has a place", () -> {
            try {
                return opened.add(hub.open(login));
            } catch (SQLException refused) {
                assertThat(refused.getMessage()).contains("too many connections");
                return false;
            }
        });
        return opened.get(0);
    }

    @Test
    void limitThatIsNone_isRefused_andSaysHowOneIsWritten() throws Exception {
        hub.run("limit_dba", "select hub.add_principal('limit_carl', 'person', '{finance_reader}')");
        for (String bad : new String[] {
            "'statement_timeout', '0'",
            "'statement_timeout', '10 parsecs'",
            "'work_mem', '-1'",
            "'temp_file_limit', '1 MB; drop table x'",
            "'connection_limit', '0'",
            "'role', 'postgres'",
            "'search_path', 'mine'"
        }) {
            assertThatThrownBy(() -> hub.run("limit_dba", "select hub.set_limit('limit_carl', " + bad + ", 'test')"))
                    .as(bad)
                    .hasMessageContaining("write statement_timeout 10min");
        }
        assertThatThrownBy(() -> hub.run("limit_dba", "select hub.set_limit('limit_none', 'work_mem', '1MB', 'test')"))
                .hasMessageContaining("principal limit_none is unknown to the hub");
    }

    @Test
    void loginThatChangedItsOwnLimits_isNamed_andLimitedAgain() throws Exception {
        Reader reader = Reader.add(hub, "limit_dave", "finance_reader");
        reader.list("set role none; alter role limit_dave_login in database " + hub.database()
                + " set statement_timeout = 0");

        assertThat(hub.list(
                        "limit_dba",
                        "select detail from hub.lint where lint = 'limit' and object = 'limit_dave_login'"))
                .containsExactly("has the statement_timeout 0 instead of 1800000");
        hub.run("limit_dba", "select hub.limit_login('limit_dave_login')");
        assertThat(shown(reader.login(), "statement_timeout")).isEqualTo("30min");
    }
}
