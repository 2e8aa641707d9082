package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

/** Who may take a backup: pg_dump says {@code row_security = off}, so that it fails rather than leave rows out. */
class BackupIT {
    private static final String DUMP = "set row_security = off; select count(*) from ";

    @Test
    void backup_isWhole_orFails() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run(
                "yecai_capture",
                "insert into canon.receipt (source, entity_key, company, amount) values ('t', '1', 'C1', 1)");
        hub.run(
                "postgres",
                "create role backup_reader login; grant pg_read_all_data to backup_reader; create role backup_taker login"
                        + " bypassrls; grant pg_read_all_data to backup_taker; grant connect on database "
                        + hub.database() + " to backup_reader, backup_taker");
        List<String> tables = hub.list("postgres", """
                select c.oid::regclass::text from pg_class as c
                where c.relrowsecurity and c.relnamespace in ('canon'::regnamespace, 'hub'::regnamespace)
                """);
        assertThat(tables).hasSizeGreaterThan(20);

        for (String table : tables) {
            assertThatThrownBy(() -> hub.list("yecai_migrate", "set role yecai_owner; " + DUMP + table))
                    .as(table)
                    .hasMessageContaining("would be affected by row-level security");
            assertThatThrownBy(() -> hub.list("backup_reader", DUMP + table))
                    .as(table)
                    .hasMessageContaining("would be affected by row-level security");
        }
        for (String whole : new String[] {"postgres", "backup_taker"}) {
            assertThat(hub.list(whole, DUMP + "canon.receipt")).as(whole).containsExactly("1");
        }
        hub.run("postgres", "revoke pg_read_all_data from backup_reader, backup_taker");
    }
}
