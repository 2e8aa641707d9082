package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

/** ops/pgaudit.sql where the server has no pgAudit, as the embedded one has none. */
class PgAuditIT {
    @Test
    void withoutPgAudit_theScriptSaysWhatIsMissing_andLeavesNothing() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        assumeThat(hub.list("postgres", "select 1 from pg_available_extensions where name = 'pgaudit'"))
                .as("pgAudit is not there")
                .isEmpty();
        String script = Files.readString(Path.of("../ops/pgaudit.sql"));
        try (Connection admin = hub.open("postgres");
                Statement statement = admin.createStatement()) {
            assertThatThrownBy(() -> statement.execute(script))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("has no pgAudit: install its package");
        }
        assertThat(hub.list("postgres", "select 1 from pg_roles where rolname = 'yecai_audit'"))
                .isEmpty();
    }

    /** What the script gives its role is no breach of the governance, and outlives the installation of views. */
    @Test
    void theRoleThatPgAuditWatches_isNoFinding() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run(
                "postgres",
                "create role yecai_audit nologin; grant select on finance.receipt to yecai_audit; select hub.sync_datasets()");
        try {
            assertThat(hub.list("postgres", "select detail from hub.lint where detail like '%yecai_audit%'"))
                    .isEmpty();
            assertThat(hub.list(
                            "postgres", "select has_table_privilege('yecai_audit', 'finance.receipt', 'select')::text"))
                    .containsExactly("true");
        } finally {
            hub.run("postgres", "drop owned by yecai_audit; drop role yecai_audit");
        }
    }
}
