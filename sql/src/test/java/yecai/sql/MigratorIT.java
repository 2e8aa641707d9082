package yecai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import yecai.sql.error.YecaiException;

class MigratorIT {
    @Test
    void migrate_twice_hasNothingToDo() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        MigrationReport first = hub.migrator().migrate();
        MigrationReport second = hub.migrator().migrate();

        assertThat(first.migrations()).isPositive();
        assertThat(first.fromVersion()).isEmpty();
        assertThat(second.nothingToDo()).isTrue();
        assertThat(second.toVersion()).isEqualTo(first.toVersion());
        hub.migrator().requireCurrent();
    }

    @Test
    void migrate_byTwoAtOnce_appliesEverythingOnce() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        var other = CompletableFuture.supplyAsync(() -> hub.migrator().migrate());
        MigrationReport mine = hub.migrator().migrate();
        MigrationReport theirs = other.get();

        assertThat(mine.nothingToDo()).isNotEqualTo(theirs.nothingToDo());
        hub.migrator().requireCurrent();
    }

    @Test
    void requireCurrent_refusesAnEmptyHub() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        assertThatThrownBy(() -> hub.migrator().requireCurrent())
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("run `yecai migrate`");
    }

    @Test
    void requireCurrent_refusesAHubThatIsNewerThanTheProgram() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run(
                "postgres",
                "insert into hub.schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (9999, '9999', 'future', 'SQL', 'V9999__future.sql', 'x', 0, true)");

        assertThatThrownBy(() -> hub.migrator().requireCurrent())
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("This program is older than the hub");
        assertThatThrownBy(() -> hub.migrator().migrate()).hasMessageContaining("This program is older than the hub");
    }

    @Test
    void requireCurrent_refusesOtherViewsThanTheProgramHas() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("postgres", "update hub.view_set set checksum = 'other'");

        assertThatThrownBy(() -> hub.migrator().requireCurrent()).hasMessageContaining("run `yecai migrate`");
        assertThat(hub.migrator().migrate().viewsInstalled()).isTrue();
        hub.migrator().requireCurrent();
    }

    @Test
    void hubOfAnUnreleasedVersion_mustBeRecreated() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("postgres", """
                delete from hub.schema_history where version is not null;
                insert into hub.schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success)
                values
                    (1, '1', 'schemas', 'SQL', 'V1__schemas.sql', 1, 'yecai_migrate', 1, true),
                    (2, '92', 'index order', 'SQL', 'V92__index_order.sql', 2, 'yecai_migrate', 1, true)
                """);
        String before =
                hub.list("postgres", "select count(*) from hub.schema_history").get(0);

        assertThatThrownBy(() -> Migrator.requireCurrent(hub.dataSource("yecai_capture")))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("unreleased version")
                .hasMessageContaining("create a new hub")
                .hasMessageContaining("load its sources again");
        assertThatThrownBy(() -> hub.migrator().requireCurrent()).hasMessageContaining("unreleased version");
        assertThatThrownBy(() -> hub.migrator().migrate()).hasMessageContaining("unreleased version");
        assertThat(hub.list("postgres", "select count(*) from hub.schema_history"))
                .containsExactly(before);
    }

    @Test
    void migrate_remakesViewsWhoseColumnsChanged_andDropsObsoleteOnes() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("postgres", """
                drop view finance.cost_ledger;
                create view finance.cost_ledger as select 1 as other_column;
                alter view finance.cost_ledger owner to yecai_mart;
                create view finance.no_longer_wanted as select 1 as one;
                alter view finance.no_longer_wanted owner to yecai_mart;
                update hub.view_set set checksum = 'other'
                """);

        assertThat(hub.migrator().migrate().viewsInstalled()).isTrue();

        assertThat(hub.list("postgres", "select count(*) from finance.cost_ledger where company = 'C1'"))
                .containsExactly("0");
        assertThat(hub.list("postgres", "select to_regclass('finance.no_longer_wanted')"))
                .containsOnlyNulls();
        assertThat(hub.list(
                        "postgres", "select has_table_privilege('finance_reader', 'finance.cost_ledger', 'select')"))
                .containsExactly("t");
    }

    @Test
    void migrate_namesAForeignViewInTheWay_andChangesNothing() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run("postgres", """
                create schema elsewhere;
                create view elsewhere.theirs as select company from finance.receipt;
                drop view finance.cost_ledger;
                create view finance.cost_ledger as select 1 as other_column;
                alter view finance.cost_ledger owner to yecai_mart;
                update hub.view_set set checksum = 'other'
                """);

        assertThatThrownBy(() -> hub.migrator().migrate())
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("elsewhere.theirs");
        assertThat(hub.list("postgres", "select other_column from finance.cost_ledger"))
                .containsExactly("1");
    }
}
