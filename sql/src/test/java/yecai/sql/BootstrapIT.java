package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class BootstrapIT {
    @Test
    void run_twice_changesNothingAndKeepsPasswords() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();
        String verifier = "select rolpassword from pg_authid where rolname = 'yecai_migrate'";
        String before = hub.list("postgres", verifier).get(0);

        try (var admin = hub.open("postgres")) {
            Bootstrap.run(
                    admin,
                    new BootstrapSettings(hub.database(), Optional.empty(), Optional.empty(), Optional.empty(), false));
        }

        assertThat(before).startsWith("SCRAM-SHA-256$");
        assertThat(hub.list("postgres", verifier)).containsExactly(before);
    }

    @Test
    void run_asAnAdministratorWhoIsNoSuperuser_makesAWorkingHub() throws Exception {
        EmbeddedHub other = EmbeddedHub.bootstrapped();
        other.run(
                "postgres",
                "create role landlord login createrole createdb; grant connect on database " + other.database()
                        + " to landlord");
        // The roles exist already on this server, made by somebody else; the landlord may administer them.
        for (String role : other.list(
                "postgres",
                "select rolname from pg_roles where rolname ~ '^yecai_|^(finance|production|reporting)_reader$|^finance_writer$'")) {
            other.run("postgres", "grant " + role + " to landlord with admin option, inherit false, set false");
        }
        try (var admin = other.open("landlord")) {
            Bootstrap.run(admin, BootstrapSettings.of("landlord_hub", "m", "c"));
        }

        EmbeddedHub hub = EmbeddedHub.existing("landlord_hub");
        assertThat(hub.migrator().migrate().migrations()).isPositive();
        hub.run(
                "yecai_migrate",
                "set role yecai_access; select hub.add_principal('tenant', 'person', '{finance_reader}')");
    }

    @Test
    void run_leavesPublicNoRightOnTheDatabase() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("postgres", "create role stranger login");

        assertThatThrownBy(() -> hub.open("stranger")).hasMessageContaining("permission denied for database");
        assertThat(hub.list("postgres", "select has_schema_privilege('stranger', 'public', 'usage')"))
                .containsExactly("f");
    }

    @Test
    void roles_haveNoPowerBeyondTheirTask() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        assertThat(hub.list(
                        "postgres",
                        "select rolname from pg_roles where (rolname ~ '^yecai_' or rolname ~ '^((finance|production|reporting)_reader|finance_writer)$')"
                                + " and (rolsuper or rolbypassrls or rolreplication or rolcreatedb)"))
                .isEmpty();
        assertThat(hub.list("postgres", "select rolname from pg_roles where rolcreaterole and rolname ~ '^yecai_'"))
                .containsExactly("yecai_access");
        assertThatThrownBy(() -> hub.run("yecai_capture", "set role yecai_owner"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void run_closesTheDoorsOfAnOlderHub() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();
        hub.run(
                "postgres",
                "create role yecai_preview; create role yecai_login_admin createrole; create role old_dba login;"
                        + " grant yecai_preview, yecai_login_admin to yecai_dba; grant yecai_dba to old_dba");
        try {
            try (var admin = hub.open("postgres")) {
                Bootstrap.run(admin, BootstrapSettings.of(hub.database(), "m", "c"));
            }
            for (String door : new String[] {"yecai_preview", "yecai_login_admin"}) {
                assertThat(hub.list("postgres", "select pg_has_role('old_dba', '" + door + "', 'member')"))
                        .containsExactly("f");
            }
        } finally {
            hub.run("postgres", "drop role yecai_preview, yecai_login_admin, old_dba");
        }
    }

    @Test
    void settings_refuseAnOddDatabaseNameAndHideTheirPasswords() {
        assertThatThrownBy(() -> BootstrapSettings.of("hub\"; drop", "m", "c")).isInstanceOf(YecaiException.class);
        assertThat(BootstrapSettings.of("hub", "hidden-m", "hidden-c").toString())
                .doesNotContain("hidden");
    }
}
