package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class AuditIT {
    private static final String BAD = "select audit || ': ' || problem from hub.first_bad_audit()";

    @Test
    void accessFunctions_areForMembersOfTheDbaRoleOnly_andAudited() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run(
                "postgres",
                "create role dora login; grant yecai_dba to dora; grant connect on database " + hub.database()
                        + " to dora");

        hub.run("dora", "select hub.add_principal('audited', 'group', '{finance_reader}')");
        hub.run("dora", "select hub.add_login('audited_login', 'audited', 'the-secret')");
        hub.run("dora", "select hub.grant_scope('audited', 'company', 'C1', now() + interval '1 day', 'ticket 7')");
        hub.run("dora", "select hub.revoke_scope('audited', 'company', 'C1', 'done')");

        assertThat(hub.list("dora", "select action || ' by ' || actor from hub.audit order by audit"))
                .containsExactly(
                        "add_principal by dora", "add_login by dora", "grant_scope by dora", "revoke_scope by dora");
        assertThat(hub.list("dora", "select detail::text from hub.audit"))
                .noneMatch(text -> text.contains("the-secret"));
        assertThat(hub.list("dora", BAD)).isEmpty();
        assertThat(hub.list("audited_login", "select current_user")).containsExactly("audited");
        assertThatThrownBy(
                        () -> hub.run("yecai_capture", "select hub.grant_scope('audited', 'company', '*', null, 'x')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void capture_writesNothingIntoTheAuditButItsRepairsAndEpochs() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        hub.run("yecai_capture", "select hub.record_repair('erp', 'public.t', '0/1', 'yecai reconcile', 3, 2, 1)");
        hub.run(
                "yecai_capture",
                "select hub.record_epoch('erp', 2, '0/1', '0/2', 3, 'the slot was gone', 'yecai reconcile')");

        List<String> entries = hub.list(
                "postgres",
                "select action || ' ' || subject || ' by ' || actor || ' ' || detail from hub.audit order by audit");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0))
                .startsWith("repair erp public.t by yecai_capture {")
                .contains("\"changed\": 3", "\"missing\": 2", "\"extra\": 1", "\"position\": \"0/1\"");
        assertThat(entries.get(1))
                .startsWith("epoch erp by yecai_capture {")
                .contains("\"epoch\": 2", "\"timeline\": 3", "the slot was gone", "\"to_position\": \"0/2\"");
        assertThat(hub.list("postgres", BAD)).isEmpty();
        assertThatThrownBy(() ->
                        hub.run("yecai_capture", "insert into hub.audit (action, subject) values ('grant_scope', 'x')"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () -> hub.run("yecai_api", "select hub.record_repair('erp', 'public.t', '0/1', 'x', 3, 2, 1)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> hub.run("yecai_api", "select hub.record_epoch('erp', 2, '0/1', '0/2', 3, 'x', 'x')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void addPrincipal_refusesRolesThatExist() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();

        for (String name : new String[] {"postgres", "yecai_owner", "finance_reader", "pg_new", "yecai_new"}) {
            assertThatThrownBy(() -> hub.run("postgres", "select hub.add_principal('" + name + "', 'person', '{}')"))
                    .hasMessageContaining(name + " is refused");
        }
        assertThatThrownBy(
                        () -> hub.run("postgres", "select hub.add_principal('greedy', 'person', '{pg_read_all_data}')"))
                .hasMessageContaining("reader_roles");
    }

    @Test
    void entries_canNeitherBeChangedNorRemoved() throws Exception {
        EmbeddedHub hub = withThreeEntries();

        for (String attack : new String[] {
            "update hub.audit set subject = 'x'", "delete from hub.audit", "truncate hub.audit",
        }) {
            assertThatThrownBy(() -> hub.run("postgres", attack)).hasMessageContaining("append-only");
        }
    }

    @Test
    void firstBadAudit_namesWhatASuperuserChangedRemovedOrReordered() throws Exception {
        EmbeddedHub changed = withThreeEntries();
        changed.run(
                "postgres",
                "alter table hub.audit disable trigger all; update hub.audit set subject = 'x' where audit = 2");
        assertThat(changed.list("postgres", BAD)).containsExactly("2: content differs from its hash");

        EmbeddedHub removed = withThreeEntries();
        removed.run("postgres", "alter table hub.audit disable trigger all; delete from hub.audit where audit = 2");
        assertThat(removed.list("postgres", BAD)).containsExactly("3: number missing before this entry");

        EmbeddedHub renumbered = withThreeEntries();
        renumbered.run(
                "postgres",
                "alter table hub.audit disable trigger all; delete from hub.audit where audit = 2;"
                        + " update hub.audit set audit = 2 where audit = 3");
        assertThat(renumbered.list("postgres", BAD)).containsExactly("2: not chained to the entry before");
    }

    @Test
    void hash_doesNotDependOnTheSession() throws Exception {
        EmbeddedHub hub = withThreeEntries();

        assertThat(hub.list(
                        "postgres",
                        "set timezone = 'Asia/Shanghai'; set extra_float_digits = 0; set bytea_output = 'escape'; "
                                + BAD))
                .isEmpty();
    }

    private static EmbeddedHub withThreeEntries() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        hub.run(
                "postgres",
                "insert into hub.audit (action, subject) values ('test', 'one'), ('test', 'two'), ('test', 'three')");
        return hub;
    }
}
