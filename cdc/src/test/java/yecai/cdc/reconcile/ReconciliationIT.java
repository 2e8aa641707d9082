package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.Writers;
import yecai.cdc.load.LoadProgress;
import yecai.sql.error.YecaiException;

/**
 * Mirrors in which rows were changed, removed and added behind the capture's back, in tables with keys of odd types, while others
 * write: every planted difference is found and no other, and all are repaired. Each test has tables of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReconciliationIT {
    private static final int ROWS = 3_000;

    /** Table, type of its key's columns, and the key of row n. */
    private enum Odd {
        TEXT("k text collate \"und-x-icu\"", "(case n % 3 when 0 then 'É\\''' when 1 then '业 ' else 'a' end || n)"),
        COMPOSITE("k integer, l varchar(20)", "n / 7, 'L?:x' || n"),
        NUMERIC("k numeric", "(n / 4.0 - 300)::numeric(12, 2)"),
        UUID("k uuid", "md5(n::text)::uuid"),
        MOMENT(
                "k timestamptz, l date",
                "timestamptz '2026-03-29 00:59:59.999999+00' + n * interval '7 min', date '0044-03-15 BC' + n"),
        ENUM("k mood, l integer", "case when n % 2 = 0 then 'sad''' else 'ok' end::mood, n");

        private final String columns;
        private final String key;

        Odd(String columns, String key) {
            this.columns = columns;
            this.key = key;
        }

        String table() {
            return name().toLowerCase(java.util.Locale.ROOT) + "_key";
        }

        String keyColumns() {
            return columns.contains(", l ") ? "k, l" : "k";
        }

        String sql() {
            return "create table " + table() + " (" + columns + ", n integer, v numeric, t text, primary key ("
                    + keyColumns() + "));\ninsert into " + table() + " select " + key
                    + ", n, n / 8.0, repeat('v', n % 50)"
                    + " from generate_series(1, " + ROWS + ") as n;\n";
        }
    }

    private ShopBed bed;

    @BeforeAll
    void open() throws SQLException {
        bed = ShopBed.capturingAll(
                "create type mood as enum ('sad''', 'ok');\n"
                        + Arrays.stream(Odd.values()).map(Odd::sql).collect(Collectors.joining())
                        + "create table busy (id integer primary key, v text); insert into busy select n, 'v' from generate_series(1, 500) as n;\n"
                        + "create table large (id integer primary key, v text); insert into large select n, md5(n::text) from generate_series(1, 101000) as n;\n"
                        + "create table rewritten (id integer primary key, c numeric(10, 2)); insert into rewritten select n, n from generate_series(1, 100) as n;\n"
                        + "create table swapped (id integer primary key, c numeric(10, 2)); insert into swapped select n, n from generate_series(1, 100) as n;\n"
                        + "create table narrowed (id integer primary key, a text, b text); insert into narrowed values (1, 'a', 'b');\n"
                        + "create table killed (id integer primary key, v text); insert into killed select n, 'v' from generate_series(1, 100) as n;\n",
                "public");
        bed.load();
        bed.capture();
        bed.awaitApplied();
    }

    @AfterAll
    void close() throws SQLException {
        bed.close();
    }

    private ReconcileReport reconcile(boolean repair, String... tables) {
        return new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of(tables), ShopBed.reconcileOptions().withRepair(repair), LoadProgress.SILENT);
    }

    @Test
    void run_findsEveryPlantedDifferenceAndNoOtherWhileOthersWrite() throws Exception {
        for (Odd odd : Odd.values()) {
            String mirror = bed.mirror() + "." + odd.table();
            bed.hub("update " + mirror + " set v = trim_scale(v) where n % 300 = 7; update " + mirror
                    + " set t = null where n % 300 = 8; delete from " + mirror + " where n % 300 = 9");
            bed.hub("update " + mirror + " set n = -1, " + strangeKey(odd) + " where n = 10");
        }
        // other tests pause the other tables
        String[] tables = Stream.concat(
                        Stream.of("busy"), Arrays.stream(Odd.values()).map(Odd::table))
                .map(table -> "public." + table)
                .toArray(String[]::new);
        ReconcileReport found;
        ReconcileReport repaired;
        try (OddWriters writers = new OddWriters(bed)) {
            found = reconcile(false, tables);
            repaired = reconcile(true, tables);
        }
        bed.awaitApplied();

        assertThat(found.isEqual()).isFalse();
        assertThat(found.tables())
                .filteredOn(table -> !table.table().equals("public.busy"))
                .hasSize(Odd.values().length)
                .allSatisfy(table -> {
                    assertThat(table.problem()).isEmpty();
                    // 10 of each changed by text and by value, 10 missing, and row 10 under another key
                    assertThat(List.of(table.changed(), table.missing(), table.extra()))
                            .containsExactly(20L, 11L, 1L);
                    assertThat(table.differingRanges()).isPositive();
                });
        assertThat(found.tables())
                .filteredOn(table -> table.table().equals("public.busy"))
                .singleElement()
                .satisfies(table -> assertThat(table.isEqual()).isTrue());
        assertThat(repaired.isEqual()).isTrue();
        for (String table : tables) {
            assertThat(differences(table)).isEmpty();
        }
        assertThat(bed.hubRows("select detail ->> 'changed', detail ->> 'missing', detail ->> 'extra' from hub.audit"
                        + " where action = 'repair' and subject like '%_key'"))
                .hasSize(Odd.values().length)
                .containsOnly("20|11|1");
        assertThat(bed.hubRows(
                        "select changed_rows, missing_rows, extra_rows, repaired_at is not null, compared_rows > 2800"
                                + " from hub.reconciliation where source_table like '%\\_key'"))
                .hasSize(Odd.values().length)
                .containsOnly("20|11|1|t|t");
    }

    private static String strangeKey(Odd odd) {
        return switch (odd) {
            case TEXT -> "k = '\\x''é?:'";
            case COMPOSITE -> "k = -1";
            case NUMERIC -> "k = 99999.10";
            case UUID -> "k = '00000000-0000-0000-0000-00000000000a'";
            case MOMENT -> "k = 'infinity'";
            // the mirror's column is a text, and holds what is no label in the ERP
            case ENUM -> "k = 'none'";
        };
    }

    @Test
    void run_copiesTheWholeTableWhenTooManyRowsDifferToKnowEach() throws SQLException {
        bed.hub("update " + bed.mirror() + ".large set v = 'wrong'; delete from " + bed.mirror()
                + ".large where id % 1000 = 0; insert into " + bed.mirror() + ".large values (-1, 'extra')");

        ReconcileReport report = reconcile(true, "public.large");

        assertThat(report.isEqual()).isTrue();
        assertThat(report.tables().get(0).missing()).isEqualTo(101_000);
        assertThat(bed.hubRows("select count(*), sum(id), min(v) <> 'wrong' from " + bed.mirror() + ".large"))
                .isEqualTo(bed.erpRows("select count(*), sum(id), true from large"));
    }

    @Test
    void run_keepsTheRestWhenATableCannotBeCompared() throws SQLException {
        bed.redefine("narrowed", "alter table narrowed drop column b");
        bed.await("narrowed to be paused", () -> state("narrowed").startsWith("stopped|"));

        ReconcileReport report = reconcile(true, "public.narrowed", "public.busy");

        assertThat(report.isEqual()).isFalse();
        assertThat(report.tables().get(0).problem().orElseThrow()).contains("no column b");
        assertThat(report.tables().get(1).isEqual()).isTrue();
        assertThat(state("narrowed")).startsWith("stopped|");
    }

    @Test
    void run_letsARewrittenTableGoOnWithoutACopy() throws SQLException {
        bed.redefine(
                "rewritten",
                "alter table rewritten alter c type numeric(10, 2) using case when id <= 10 then c * 100 else c end");
        bed.await("rewritten to be paused", () -> state("rewritten").startsWith("stopped|"));
        assertThat(state("rewritten")).contains("yecai reconcile --repair");
        bed.erp(
                "update rewritten set c = c + 1 where id in (5, 50); delete from rewritten where id = 60; insert into rewritten values (101, 1.5)");
        bed.awaitApplied();

        ReconcileReport report = reconcile(true, "public.rewritten");

        assertThat(report.tables().get(0).changed()).isEqualTo(11);
        assertThat(report.tables().get(0).missing()).isEqualTo(1);
        assertThat(report.tables().get(0).extra()).isEqualTo(1);
        assertFollows("rewritten");
    }

    @Test
    void run_letsAnotherTableOfTheSameNameGoOn() throws SQLException {
        bed.erp("""
                create table swapped_new (like swapped including all);
                insert into swapped_new select id, c * 2 from swapped where id <> 7;
                alter table swapped rename to swapped_old; alter table swapped_new rename to swapped;
                """);
        bed.await("swapped to be paused", () -> state("swapped").startsWith("stopped|"));
        assertThat(reconcile(true, "public.swapped").tables().get(0).problem()).isPresent();

        bed.erp(yecai.cdc.preflight.Preflight.sourceSetupSql(bed.settings()));
        assertThat(reconcile(true, "public.swapped").isEqual()).isTrue();
        assertFollows("swapped");
    }

    private List<String> differences(String table) throws SQLException {
        return bed.differences(bed.settings()
                .pack()
                .findTable("public", table.replace("public.", ""))
                .orElseThrow());
    }

    private void assertFollows(String table) throws SQLException {
        assertThat(state(table)).isEqualTo("following|null");
        bed.erp("insert into " + table + " values (1000, 3); update " + table + " set c = 4 where id = 1");
        bed.awaitApplied();
        assertThat(state(table)).isEqualTo("following|null");
        assertThat(bed.differences(
                        bed.settings().pack().findTable("public", table).orElseThrow()))
                .isEmpty();
    }

    @Test
    void run_leavesNothingBehindWhenItIsKilledInTheMiddle() throws Exception {
        String mirror = bed.mirror() + ".killed";
        bed.hub("update " + mirror + " set v = 'wrong' where id <= 50; delete from " + mirror + " where id = 60");
        List<String> before = bed.hubRows("select * from " + mirror + " order by id");
        CompletableFuture<ReconcileReport> repair;
        try (Connection blocker = bed.openHub();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            // the last row that the repair writes, so that all others are written when it is killed
            statement.execute("lock table hub.audit_gate in exclusive mode");
            repair = CompletableFuture.supplyAsync(() -> reconcile(true, "public.killed"));
            bed.await(
                    "the repair to wait",
                    () -> !bed.hubRows(
                                    "select from pg_stat_activity where application_name like 'yecai reconcile%' and wait_event_type = 'Lock'")
                            .isEmpty());
            bed.hub(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'yecai reconcile%' and wait_event_type = 'Lock'");
            assertThatThrownBy(repair::join).hasCauseInstanceOf(YecaiException.class);
            blocker.rollback();
        }

        assertThat(bed.hubRows("select * from " + mirror + " order by id")).isEqualTo(before);
        assertThat(bed.hubRows("select from hub.audit where subject like '%public.killed'"))
                .isEmpty();
        assertThat(bed.hubRows("select from pg_class where relname like '\\_shadow%'"))
                .isEmpty();
        bed.erp("insert into killed values (1000, 'after')");
        bed.awaitApplied();
        assertThat(reconcile(true, "public.killed").isEqual()).isTrue();
        assertThat(bed.differences(
                        bed.settings().pack().findTable("public", "killed").orElseThrow()))
                .isEmpty();
    }

    @Test
    void run_derivesTheRowsThatItRepairs() throws SQLException {
        try (ShopBed shop = new ShopBed()) {
            shop.load();
            shop.capture();
            shop.erp("insert into orders values (11, 'C2', 2, 'S-11', '2026-03-01', 'USD', null, 'x');"
                    + " insert into \"order-line\" values (11, 1, 3, 7, '2026-04-01'), (11, 2, 0.5, 9, null)");
            shop.awaitApplied();
            String canonical =
                    "select entity_key, company, net::text, line_count, customer from canon.sales_order order by 1";
            List<String> right = shop.hubRows(canonical);
            String mirror = shop.mirror();
            shop.hub("update " + mirror + ".\"order-line\" set price = 1 where order_id = 10 and line = 1; delete from "
                    + mirror + ".orders where id = 11; insert into " + mirror
                    + ".orders (id, company) values (12, 'C9')");
            shop.hub(
                    "update canon.sales_order set net = 0 where entity_key = '10'; delete from canon.sales_order where entity_key = '11';"
                            + " insert into canon.sales_order (source, entity_key, company, mapping_status) values ('"
                            + shop.settings().source() + "', '12', 'C9', 'mapped')");
            String version = shop.versionBesideTheCapture();

            ReconcileReport report = new Reconciliation(shop.settings(), Capture::forReload)
                    .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);

            assertThat(report.isEqual()).isTrue();
            assertThat(shop.differences()).isEmpty();
            assertThat(shop.hubRows(canonical)).isEqualTo(right);
            assertThat(shop.versionBesideTheCapture()).isNotEqualTo(version);
        }
    }

    @Test
    void run_readsInPiecesWithTheSameResult() throws SQLException {
        ReconcileReport report = new Reconciliation(bed.settings(), Capture::forReload)
                .run(List.of("public.busy"), ShopBed.reconcileOptions().withShare(0.5), LoadProgress.SILENT);

        assertThat(report.isEqual()).isTrue();
        assertThat(report.tables().get(0).rows()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void run_refusesATableThatIsNotCaptured() {
        assertThatThrownBy(() -> reconcile(false, "public.nowhere"))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("captures no table public.nowhere")
                .hasMessageContaining("public.busy");
    }

    private String state(String table) throws SQLException {
        return bed.hubRows("select table_state, table_state_detail from hub.source_table where source_table = '" + table
                        + "'")
                .get(0);
    }

    /** Writers that leave alone the rows in which the differences are. */
    private static final class OddWriters extends Writers {
        private final ShopBed bed;

        OddWriters(ShopBed bed) {
            this.bed = bed;
            start(3, 7);
        }

        @Override
        protected Connection open() throws SQLException {
            return bed.openErp();
        }

        @Override
        protected boolean isExpected(SQLException failure) {
            return "40P01".equals(failure.getSQLState());
        }

        @Override
        protected void write(Connection connection, Random random, int session) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (Odd odd : Odd.values()) {
                    int n = 100 + random.nextInt(180);
                    String table = odd.table();
                    statement.execute("update " + table + " set v = v + 1 where n = " + n);
                    statement.execute("update " + table + " set n = n where n = " + (n + 1));
                    statement.execute("delete from " + table + " where n = " + (n + 2));
                    statement.execute("insert into busy values (" + (1_000 + random.nextInt(1_000_000))
                            + ", 'new') on conflict do nothing");
                }
            }
        }
    }
}
