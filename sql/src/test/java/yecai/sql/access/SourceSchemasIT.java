package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.EmbeddedHub;

/** The capture makes tables in the schemas of its sources, and no schema. */
final class SourceSchemasIT {
    private static EmbeddedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = EmbeddedHub.migrated();
    }

    @Test
    void capture_worksInTheSchemasThatItAsksFor() throws Exception {
        for (int time = 0; time < 2; time++) {
            hub.run("yecai_capture", "select hub.add_source_schemas('shop')");
        }
        hub.run(
                "yecai_capture",
                "create table erp_shop.t (n integer); create view map_shop.v as select n from erp_shop.t");
        hub.run("yecai_capture", "drop view map_shop.v; drop table erp_shop.t");

        assertThat(hub.list(
                        "postgres",
                        "select nspname || ' ' || pg_get_userbyid(nspowner) from pg_namespace"
                                + " where nspname in ('erp_shop', 'map_shop') order by 1"))
                .containsExactly("erp_shop yecai_owner", "map_shop yecai_owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create schema postgres",
                "create schema erp_mine",
                "alter schema erp_x rename to postgres",
                "grant usage on schema erp_x to public",
                "drop schema erp_x"
            })
    void capture_makesAndChangesNoSchema(String sql) throws Exception {
        hub.run("yecai_capture", "select hub.add_source_schemas('x')");

        hub.run("yecai_capture", "do $$ begin " + sql + "; exception when insufficient_privilege then null; end $$");

        assertThat(hub.list(
                        "postgres",
                        "select nspname from pg_namespace where nspname in ('postgres', 'erp_mine', 'erp_x')"
                                + " and not has_schema_privilege('finance_reader', oid, 'usage')"))
                .containsExactly("erp_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "1", "a b", "a\"; drop schema hub; --", "abcdefghijklmnopqrstuvwxyzabcdef"})
    void otherNames_areRefused(String name) {
        assertThatThrownBy(() -> hub.run("yecai_capture", "select hub.add_source_schemas('" + name + "')"))
                .hasMessageContaining("is refused");
    }

    @Test
    void nameOfALogin_isRefused() throws Exception {
        hub.run("postgres", "create role erp_admin login");

        assertThatThrownBy(() -> hub.run("yecai_capture", "select hub.add_source_schemas('admin')"))
                .hasMessageContaining("a role is named erp_admin");

        hub.run("postgres", "drop role erp_admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yecai_api", "finance_reader"})
    void others_mayNotAsk(String role) throws Exception {
        assertThat(hub.list(
                        "postgres",
                        "select has_function_privilege('" + role + "', 'hub.add_source_schemas(text)', 'execute')"))
                .containsExactly("f");
    }
}
