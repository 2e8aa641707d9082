package yecai.hub.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.cli.Run;
import yecai.sql.StepsBefore;

/** The declared access of 3 reader roles, 20 principals and 60 scopes: plan, apply, check, import, lint, explain. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StepsBefore.class)
final class AccessCommandIT {
    private static final String LIMITS =
            "]\n    limits: {statement_timeout: 5min, connection_limit: 3, temp_file_limit: '1 GB'}";

    @TempDir
    private static Path folder;

    private static AccessBed bed;
    private static Path file;

    @BeforeAll
    static void declare() throws Exception {
        bed = AccessBed.in(folder);
        StringBuilder text = new StringBuilder("""
                roles:
                  finance_reader: {datasets: [finance.*]}
                  production_reader: {datasets: [production.*, finance.freshness, finance.cost_ledger]}
                  reporting_reader: {datasets: [reporting.*, finance.freshness]}
                groups:
                  controlling: [p01, p02]
                masks:
                  - {column: finance.receipt.customer, role: p03, mask: partial, reason: no names for p03}
                labels:
                  finance.receipt.customer: personal
                principals:
                """);
        for (int n = 1; n <= 20; n++) {
            text.append("  p%02d:\n    kind: person\n    roles: [%s\n    scopes:\n"
                    .formatted(n, (n % 4 == 0 ? "production_reader" : "finance_reader") + (n == 1 ? LIMITS : "]")));
            text.append("      - {company: C%d, reason: their company}\n".formatted(n % 8 + 1));
            text.append("      - {company: C%d, until: 2099-12-31, reason: deputy}\n".formatted((n + 3) % 8 + 1));
            text.append(
                    n % 5 == 0
                            ? "      - {plant: P1, reason: one plant}\n"
                            : "      - {company: C%d, from: 2098-01-01T08:00:00+08:00, until: 2099-01-01, reason: later}\n"
                                    .formatted((n + 5) % 8 + 1));
        }
        text.append("  bi:\n    kind: service\n    roles: []\n    acts_as: [p01, p02]\n");
        file = Files.writeString(folder.resolve("access.yml"), text);
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    private static Run access(String task, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "access";
        arguments[1] = task;
        arguments[2] = "--file";
        arguments[3] = file.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return bed.run(arguments);
    }

    @Test
    @Order(1)
    void plan_showsExactSqlAndRowsGained_andChangesNothing() throws Exception {
        Run plan = access("plan");

        assertThat(plan.err()).isEmpty();
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out())
                .contains(
                        "select hub.add_principal('p01', 'person', array['finance_reader']::text[]);",
                        "select hub.grant_access('p01', 'company', 'C2', null, 'their company');",
                        "select hub.grant_dataset('production_reader', 'finance.cost_ledger');")
                .containsPattern("p01 +finance.receipt +C2 +100 +-")
                .containsPattern("p05 +finance.cost_ledger +C6 +1[67] +-");
        assertThat(plan.out().lines().filter(line -> line.startsWith("select hub.grant_access")))
                .hasSize(60);
        assertThat(bed.list("postgres", "select count(*) from hub.principal")).containsExactly("0");
    }

    @Test
    @Order(2)
    void apply_thenPlanIsEmpty_andSoIsTheImportedState() throws Exception {
        assertThat(access("check").exitCode()).isEqualTo(1);
        Run apply = access("apply");
        assertThat(apply.err()).isEmpty();
        assertThat(apply.exitCode()).isZero();

        assertThat(access("plan").out()).isEqualTo("-- nothing to do\n");
        assertThat(access("check").exitCode()).isZero();

        Path imported = folder.resolve("imported.yml");
        assertThat(bed.run("access", "import", "--out", imported.toString()).exitCode())
                .isZero();
        assertThat(bed.run("access", "plan", "--file", imported.toString()).out())
                .isEqualTo("-- nothing to do\n");
        assertThat(bed.run("access", "lint").out()).isEqualTo("0 findings\n");
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource(delimiter = '|', textBlock = """
            grant select on canon.receipt to p01                                  | grant: canon.receipt p01 has select
            grant pg_read_all_data to p02                                         | membership: p02 is a member of pg_read_all_data
            revoke select on finance.receipt from finance_reader                  | missing_grant: finance.receipt
            alter policy reader_company on canon.receipt using (true)             | policy: canon.receipt has its policy reader_company changed
            alter view finance.receipt owner to postgres                          | view_owner: finance.receipt is owned by postgres
            alter view finance.receipt set (security_barrier = false)             | view_barrier: finance.receipt
            alter role p04 bypassrls                                              | power: p04 has bypassrls
            alter default privileges in schema canon grant select on tables to public | default_privileges: schema canon
            alter default privileges grant select on tables to public             | default_privileges: all schemas objects that postgres makes
            grant temporary on database yecai to public                           | create: database yecai public has temporary on it
            grant p05 to dora                                                     | acting: dora may act as p05
            select hub.set_limit('p01', 'work_mem', '1GB', 'by hand')             | declared: the work_mem of p01 is 1GB
            select hub.set_limit('p01', 'statement_timeout', null, 'by hand')     | declared: the statement_timeout of p01 is the hub's
            select hub.forbid_acting_as('bi', 'p02', 'by hand')                   | declared: bi may not act as p02
            select hub.let_act_as('bi', 'p03', 'by hand')                         | declared: bi may act as p03, which is not declared
            select hub.grant_access('p01', 'company', 'C8', null, 'by hand')      | declared: p01 has company C8, which is not declared
            select hub.revoke_access('p01', 'company', 'C2', 'by hand')           | declared: p01 lacks company C2
            """)
    void drift_isNamedByCheck_andMendedByApply(String drift, String named) throws Exception {
        bed.execute("postgres", drift);

        Run check = access("check");
        assertThat(check.out()).contains(named);
        assertThat(check.exitCode()).isEqualTo(1);
        Run apply = access("apply");
        assertThat(apply.err()).isEmpty();
        assertThat(access("check").out()).isEqualTo("the access of the hub is as declared\n");
        assertThat(access("plan").out()).isEqualTo("-- nothing to do\n");
    }

    @Test
    @Order(3)
    void grantsOfOthers_areLeftAsTheyAre() throws Exception {
        bed.execute(
                "postgres",
                "create role neighbour; grant temporary on database yecai to neighbour;"
                        + " alter default privileges for role neighbour grant select on tables to neighbour");
        String others = "select datacl::text from pg_database where datname = 'yecai'"
                + " union all select defaclacl::text from pg_default_acl";
        List<String> before = bed.list("postgres", others);
        bed.execute("postgres", "grant temporary on database yecai to public");

        access("apply");

        assertThat(bed.list("postgres", others)).isEqualTo(before).hasSizeGreaterThan(1);
    }

    @Test
    @Order(4)
    void explain_namesTheChain_andWhatIsMissing() {
        Run holds = bed.run("access", "explain", "p01", "finance.receipt", "--company", "C2");
        assertThat(holds.out()).contains("their company", "audit: entry", "access: yes");
        assertThat(holds.exitCode()).isZero();

        Run missing = bed.run("access", "explain", "p01", "finance.receipt", "--company", "C9");
        assertThat(missing.out())
                .contains("MISSING  scope: p01 has no scope of company C9", "hub.request_access(", "access: no");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(bed.run("access", "explain", "p04", "finance.receipt").out()).contains("MISSING  dataset");
        assertThat(bed.run("access", "preview", "p01", "finance.receipt").out()).containsPattern("C2 +100");
    }

    @Test
    @Order(5)
    void failedApply_changesNothing() throws Exception {
        Path broken = Files.writeString(
                folder.resolve("broken.yml"),
                Files.readString(file)
                        .replace("finance.receipt.customer, role: p03", "finance.receipt.no_such, role: p03")
                        .replace("deputy", "deputy of")
                        .replace("2099-12-31", "2099-11-30"));

        Run apply = bed.run("access", "apply", "--file", broken.toString());

        assertThat(apply.exitCode()).isEqualTo(5);
        assertThat(apply.err()).contains("nothing was changed", "no_such");
        assertThat(access("check").exitCode()).isZero();
    }

    @Test
    @Order(6)
    void capture_refusesAHubWithABreach_unlessWarningsWereChosen() throws Exception {
        bed.execute("postgres", "alter role p04 bypassrls");
        Run refused = bed.run("load");
        assertThat(refused.err()).contains("error power: p04 has bypassrls").contains("access lint");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(bed.run("load", "--lints", "warn").err()).contains("cannot connect");
        assertThat(bed.run("access", "lint").exitCode()).isEqualTo(1);
        access("apply");
    }

    @Test
    @Order(7)
    void badFile_isNamedByLineAndKey() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("bad.yml"), "roles: {}\nprincipals:\n  ann: {kind: person, roles: [x]}\n");

        Run run = bed.run("access", "plan", "--file", bad.toString());

        assertThat(run.err()).contains("bad.yml:3:").contains("`x`");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    @Order(8)
    void watch_endsASnapshotOfBeforeARevoke_andPublishesHowLongItTook() throws Exception {
        Path metrics = folder.resolve("yecai.prom");
        bed.execute("postgres", "select hub.add_login('p01_login', 'p01', 'secret')");
        try (Connection session = bed.open("p01_login");
                var statement = session.createStatement()) {
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            session.setAutoCommit(false);
            statement.executeQuery("select count(*) from finance.receipt").close();
            bed.execute("postgres", "select hub.revoke_access('p01', 'company', 'C2', 'test')");

            Run watch = bed.run("access", "watch", "--seconds", "1", "--metrics", metrics.toString());

            assertThat(watch.out()).isEqualTo("1 sessions ended\n");
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
        }
        assertThat(Files.readString(metrics))
                .contains("yecai_revoke_sessions_ended_total 1\n")
                .containsPattern("yecai_revoke_seconds\\{quantile=\"1\"} [0-9]+\\.[0-9]+");
        bed.execute("postgres", "select hub.drop_login('p01_login')");
        access("apply");
    }

    @Test
    @Order(8)
    void auditVerify_coversTheChainOfReads() throws Exception {
        String entry =
                "select hub.record_access(jsonb_build_array(jsonb_build_object('happened_at', now(), 'principal', 'p01',"
                        + " 'credential', 'c', 'correlation', 'x', 'action', 'read', 'dataset', 'finance.receipt', 'request', '',"
                        + " 'outcome', 'ok', 'returned_rows', 5)))";
        bed.list("postgres", entry);
        bed.list("postgres", entry);
        assertThat(bed.run("audit", "verify").out()).contains("hub.data_access: 2 batches, whole");

        bed.execute(
                "postgres",
                "alter table hub.data_access disable trigger all;"
                        + " update hub.data_access set returned_rows = 1 where entry = 2");
        Run broken = bed.run("audit", "verify");
        assertThat(broken.out()).contains("hub.data_access entry 2: its content differs from its hash");
        assertThat(broken.exitCode()).isEqualTo(1);
        bed.execute(
                "postgres",
                "update hub.data_access set returned_rows = 5 where entry = 2;"
                        + " alter table hub.data_access enable trigger all");

        bed.execute(
                "postgres",
                "alter table hub.data_access_batch disable trigger all;"
                        + " update hub.data_access_batch set last_entry = 9 where batch = 2");
        assertThat(bed.run("audit", "verify").out())
                .contains("hub.data_access entry 2: its batch does not say which entries it has");
        bed.execute(
                "postgres",
                "update hub.data_access_batch set last_entry = 2 where batch = 2;"
                        + " alter table hub.data_access_batch enable trigger all;"
                        + " alter table hub.audit rename column prev_hash to hidden");
        Run hidden = bed.run("audit", "verify");
        assertThat(hidden.out()).contains("hub.audit is not the chain this program knows");
        assertThat(hidden.exitCode()).isEqualTo(1);
        bed.execute("postgres", "alter table hub.audit rename column hidden to prev_hash");
    }

    @Test
    @Order(9)
    void auditVerify_namesTheFirstBadEntry_andATruncatedChainByItsAnchor() throws Exception {
        Path key = folder.resolve("anchor.key");
        Path pub = folder.resolve("anchor.pub");
        Path anchor = folder.resolve("anchor");
        assertThat(bed.run("audit", "key", "--private", key.toString(), "--public", pub.toString())
                        .exitCode())
                .isZero();
        assertThat(bed.run("audit", "anchor", "--out", anchor.toString(), "--key", key.toString())
                        .exitCode())
                .isZero();
        String[] verify = {"audit", "verify", "--anchor", anchor.toString(), "--key", pub.toString()};
        assertThat(bed.run(verify).out()).contains("hub.audit:", "whole");
        assertThat(bed.run(verify).exitCode()).isZero();

        bed.execute(
                "postgres",
                "alter table hub.audit disable trigger all;"
                        + " create table public.kept as select * from hub.audit order by audit desc limit 1;"
                        + " delete from hub.audit where audit = (select max(audit) from hub.audit)");
        Run cut = bed.run(verify);
        assertThat(cut.out()).contains("the chain was truncated");
        assertThat(cut.exitCode()).isEqualTo(1);
        assertThat(bed.run("audit", "verify").exitCode()).isZero();

        bed.execute(
                "postgres",
                "insert into hub.audit select * from public.kept;"
                        + " update hub.audit set subject = 'x' where audit = 3");
        assertThat(bed.run(verify).out()).contains("hub.audit entry 3: its content differs from its hash");

        Files.writeString(anchor, Files.readString(anchor).replace("head audit ", "head audit 1"));
        assertThat(bed.run(verify).err()).contains("was not signed by the key");
    }
}
