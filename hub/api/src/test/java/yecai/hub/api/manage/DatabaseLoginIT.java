package yecai.hub.api.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.manage.ManagementBed.login;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import yecai.hub.api.ApiBed;
import yecai.hub.api.ApiSettings;
import yecai.sql.Waiting;

/** Administrators sign in with their own login of the database. */
final class DatabaseLoginIT {
    private static final String ME = "/api/v1/access/me";
    private static final String PRINCIPALS = "/api/v1/access/principals";

    @TempDir
    private static Path folder;

    private static ManagementBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ManagementBed.start(folder, ApiSettings.local().withLimits(ApiBed.AMPLE));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @Test
    void aDba_signsInWithItsOwnLogin_asWhichTheHubConnects() throws Exception {
        assertThat(bed.json(ME, login("dba_dora")).get("name").asText()).isEqualTo("dba_dora");
        assertThat(bed.json(ME, login("dba_dora")).get("is_dba").asBoolean()).isTrue();
        assertThat(
                        bed.hub()
                                .list(
                                        "postgres",
                                        "select distinct usename from pg_stat_activity where application_name = 'yecai administration'"))
                .contains("dba_dora");
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select rolname from pg_roles where pg_has_role('yecai_api', oid, 'member') and rolname in"
                                        + " ('yecai_dba', 'yecai_approver', 'yecai_access')"))
                .as("the API's own login")
                .isEmpty();
    }

    @Test
    void itsConnection_endsSoonAfterItsLastUse() throws Exception {
        bed.get(PRINCIPALS, login("dba_dirk"));
        Waiting.until(
                "the connection of dba_dirk is closed",
                () -> bed.hub()
                        .list("postgres", "select pid from pg_stat_activity where usename = 'dba_dirk'")
                        .isEmpty());
    }

    @Test
    void wrongPasswords_areCounted_andThenNotTriedAnyMore() throws Exception {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(bed.get(ME, login("app_anne", "guess" + attempt)).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> sixth = bed.get(ME, login("app_anne", "guess"));
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).isPresent();
        assertThat(bed.get(ME, login("app_anne")).statusCode())
                .as("a right guess is not tried either")
                .isEqualTo(429);
        assertThat(bed.get(ME, login("app_arno")).statusCode())
                .as("another login from the same address")
                .isEqualTo(200);
    }

    @Test
    void loginsThatAdministerNothing_unknownOnes_andSuperusers_areRefused() throws Exception {
        assertThat(bed.get(PRINCIPALS, login("lone_lisa")).statusCode()).isEqualTo(403);
        assertThat(bed.get(PRINCIPALS, login("super_sven")).statusCode()).isEqualTo(403);
        HttpResponse<String> unknown = bed.get(PRINCIPALS, login("no_such_login"));
        HttpResponse<String> wrong = bed.get(PRINCIPALS, login("dba_dirk", "wrong"));
        // an unknown login has no rule that asks for a password on this server, and fails all the same
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(ManagementBed.parse(wrong).get("detail"))
                .isEqualTo(ManagementBed.parse(unknown).get("detail"));
        assertThat(bed.get(PRINCIPALS, login("dba\"; drop role x", "x")).statusCode())
                .isEqualTo(401);
        assertThat(bed.get("/api/v1/datasets", login("dba_dora")).statusCode())
                .as("no data for an administrator's login")
                .isEqualTo(401);
    }

    @Test
    void aPasswordThatWasChanged_andARightThatWasTaken_countWithinAMoment() throws Exception {
        bed.hub()
                .run(
                        "postgres",
                        "create role dba_temp login password 'x'; grant yecai_dba to dba_temp;"
                                + " grant connect on database " + bed.hub().database() + " to dba_temp");
        assertThat(bed.get(PRINCIPALS, login("dba_temp", "x")).statusCode()).isEqualTo(200);
        bed.hub().run("postgres", "revoke yecai_dba from dba_temp");
        assertThat(bed.get(PRINCIPALS, login("dba_temp", "x")).statusCode()).isEqualTo(403);
    }

    @Test
    void thePassword_isInNoLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        try {
            bed.get(PRINCIPALS, login("dba_dora"));
            bed.get(PRINCIPALS, login("dba_dora", ManagementBed.PASSWORD + "-mistyped"));
            bed.post("/api/v1/access/grants", login("dba_dora"), "{'principal': 'nobody'}");
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .noneMatch(line -> line.getFormattedMessage().contains(ManagementBed.PASSWORD)
                        || line.getThrowableProxy() != null
                                && String.valueOf(line.getThrowableProxy().getMessage())
                                        .contains(ManagementBed.PASSWORD));
    }
}
