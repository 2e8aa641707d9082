package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Refusal;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;

/** What cannot be captured exactly, or only with harm to the ERP, is refused by name; the rest flows. */
class RefusalIT {
    private static final String SCHEMA = """
            create table good (id integer primary key, v text);
            create table bare (id integer not null, v text);
            create table late (id integer primary key deferrable, v text);
            create table nothing (id integer primary key, v text); alter table nothing replica identity nothing;
            create table full_bare (id integer not null, v text); alter table full_bare replica identity full;
            create table full_null (id integer unique, v text); alter table full_null replica identity full;
            create table full_late (id integer not null unique deferrable, v text); alter table full_late replica identity full;
            create table lost (id integer not null, v text); create unique index lost_key on lost (id);
            alter table lost replica identity using index lost_key; drop index lost_key;
            create table wrong_key (id integer primary key, v integer not null unique);
            create unlogged table volatile (id integer primary key, v text);
            create view seen as select * from good;
            create table leaves (id integer primary key, v text) partition by range (id);
            create table leaf partition of leaves for values from (1) to (10); alter table leaf replica identity nothing;
            create table columns (id integer primary key, v integer, made integer generated always as (v * 2) virtual,
                "'q" text, w text);
            create table two_cases (id integer primary key, v integer, "V" integer);
            create table key_quote ("x""y" integer primary key, v text);
            create table key_case (id integer, "ID" integer, v text, primary key (id, "ID"));
            """;

    private static TableSpec table(String name, String key, String... columns) {
        return new TableSpec("public", name, name, List.of(key.split(",")), List.of(columns), List.of());
    }

    private static Pack pack(TableSpec... tables) {
        return new Pack(
                "odd", "1", Map.of("en", "odd"), "postgresql", List.of(tables), List.of(), List.of(), List.of());
    }

    @Test
    void tablesAndColumns_areRefusedByName_andTheRestFlows() throws SQLException {
        Pack pack = pack(
                table("good", "id", "id", "v"),
                table("bare", "id", "id", "v"),
                table("late", "id", "id", "v"),
                table("nothing", "id", "id", "v"),
                table("full_bare", "id", "id", "v"),
                table("full_null", "id", "id", "v"),
                table("full_late", "id", "id", "v"),
                table("lost", "id", "id", "v"),
                table("wrong_key", "v", "id", "v"),
                table("volatile", "id", "id", "v"),
                table("seen", "id", "id", "v"),
                table("leaves", "id", "id", "v"),
                table("columns", "id", "id", "v", "made", "'q", "w"),
                table("two_cases", "id", "id", "v"),
                table("key_quote", "x\"y", "x\"y", "v"),
                table("key_case", "id,ID", "id", "ID", "v"));
        try (ShopBed bed = new ShopBed(SCHEMA, erp -> pack)) {
            List<Refusal> refusals = Preflight.refusals(bed.settings());
            assertThat(refusals)
                    .extracting(Refusal::name)
                    .containsExactly(
                            "table public.bare",
                            "table public.late",
                            "table public.nothing",
                            "table public.full_bare",
                            "table public.full_null",
                            "table public.full_late",
                            "table public.lost",
                            "table public.wrong_key",
                            "table public.volatile",
                            "table public.seen",
                            "table public.leaves",
                            "column public.columns.'q",
                            "column public.columns.made",
                            "table public.two_cases",
                            "table public.key_quote",
                            "table public.key_case");
            assertThat(refusals).allSatisfy(refusal -> {
                assertThat(refusal.reason()).isNotBlank();
                assertThat(refusal.remedy()).isNotBlank();
            });

            bed.load();
            bed.capture();
            bed.erp(Arrays.stream(new String[] {
                        "bare", "late", "nothing", "full_bare", "full_null", "full_late", "lost", "volatile", "leaves"
                    })
                    .map(name -> "insert into " + name + " (id, v) values (1, 'a'); update " + name
                            + " set v = 'b'; delete from " + name + ";")
                    .reduce(
                            "insert into good values (7, 'x'); insert into columns (id, v, w) values (1, 2, 'w'); update columns set w = 'x';",
                            String::concat));
            bed.awaitApplied();

            assertThat(bed.hubRows("select id, v from " + bed.mirror() + ".good"))
                    .containsExactly("7|x");
            assertThat(bed.hubRows("select * from " + bed.mirror() + ".columns"))
                    .hasSize(1);
            assertThat(bed.hubRows("select count(*) from hub.refusal")).containsExactly("16");
            assertThat(bed.hubRows("select count(*) from hub.source_table")).containsExactly("2");
        }
    }

    @Test
    void sourceOfWhichNothingCanBeCaptured_isRefused() {
        assertThatThrownBy(() -> new ShopBed(SCHEMA, erp -> pack(table("bare", "id", "id", "v"))))
                .hasMessageContaining("none of the tables can be captured");
    }

    @Test
    void missingTablesAndColumns_areNamedBeforeTheLoad() throws SQLException {
        Pack pack = pack(
                table("good", "id", "id", "v", "nowhere"), table("columns", "id", "id"), table("gone", "id", "id"));
        try (ShopBed bed = new ShopBed(SCHEMA, erp -> pack)) {
            assertThatThrownBy(bed::load)
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("public.gone")
                    .hasMessageContaining("nowhere");
        }
    }

    /** Names of the hub's own columns, more columns than a mirror has room for, rows that are in no log. */
    @Test
    void whatTheHubCannotHold_isRefusedByName_andTheRestFlows() throws SQLException {
        String schema = """
                create table good (id integer primary key, v text);
                create table own (id integer primary key, _tx text, _op text, _ord text, _missing text, v text);
                create table own_key (_tx integer primary key, v text);
                create table part (id integer primary key, v text) partition by range (id);
                create table part_1 partition of part for values from (1) to (100);
                create unlogged table part_2 partition of part for values from (100) to (200);
                """ + wide("too_wide", 1597) + wide("widest", 1596);
        Pack pack = pack(
                table("good", "id", "id", "v"),
                table("own", "id", "id", "_tx", "_op", "_ord", "_missing", "v"),
                table("own_key", "_tx", "_tx", "v"),
                table("part", "id", "id", "v"),
                table("too_wide", "c1", columns(1597)),
                table("widest", "c1", columns(1596)));
        try (ShopBed bed = new ShopBed(schema, erp -> pack)) {
            assertThat(Preflight.refusals(bed.settings()))
                    .extracting(Refusal::name)
                    .containsExactly(
                            "column public.own._missing",
                            "column public.own._op",
                            "column public.own._ord",
                            "column public.own._tx",
                            "table public.own_key",
                            "table public.part",
                            "table public.too_wide");

            bed.load();
            bed.capture();
            bed.erp("insert into own values (1, 'a', 'b', 'c', 'd', 'e'); insert into widest (c1, c1596) values (1, 5);"
                    + " insert into part values (101, 'z'); insert into too_wide (c1) values (1);");
            bed.erp("update own set v = 'f'; update widest set c1500 = 6; update widest set c1 = 2;"
                    + " insert into good values (7, 'x')");
            bed.awaitApplied();

            assertThat(bed.hubRows("select id, v from " + bed.mirror() + ".own"))
                    .containsExactly("1|f");
            assertThat(bed.hubRows("select c1, c1500, c1596 from " + bed.mirror() + ".widest"))
                    .containsExactly("2|6|5");
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".good")).containsExactly("7");
            assertThat(bed.hubRows("select distinct table_state from hub.source_table"))
                    .containsExactly("following");
        }
    }

    private static String[] columns(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "c" + i).toArray(String[]::new);
    }

    private static String wide(String name, int count) {
        return "create table " + name + " (" + String.join(" integer, ", columns(count))
                + " integer, primary key (c1));\n";
    }

    /** What a policy hides would be missing in the mirror, unseen. */
    @Test
    void tableWhosePoliciesHideRows_costsThatTableOnly_untilTheLoginMayPassThem() throws SQLException {
        try (ShopBed bed = new ShopBed()) {
            bed.erp("alter table client enable row level security; create policy one on client using (id = 1)");
            String user = bed.settings().erp().user();
            bed.load();
            assertThat(bed.hubRows("select source_table, table_state_detail from hub.source_table"
                            + " where table_state = 'stopped'"))
                    .singleElement()
                    .asString()
                    .startsWith("client|")
                    .contains("row-level security")
                    .contains("alter role \"" + user + "\" bypassrls")
                    .contains("yecai load --again public.client");
            assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".client"))
                    .containsExactly("0");
            assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".orders"))
                    .containsExactly("1");
            assertThat(bed.hubRows("select entity_key from canon.customer")).isEmpty();

            bed.capture();
            bed.erp("insert into client values (3, 'Cy'); update orders set currency = 'USD'");
            bed.awaitApplied();
            assertThat(bed.hubRows("select currency from " + bed.mirror() + ".orders"))
                    .containsExactly("USD");

            bed.erp("alter role " + user + " bypassrls");
            bed.erp(Preflight.sourceSetupSql(bed.settings()));
            new TableReload(bed.settings(), Capture::forReload)
                    .run(List.of("public.client"), TableReload.Decision.ACCEPT, LoadProgress.SILENT);
            bed.awaitApplied();
            assertThat(bed.differences()).isEmpty();
        }
    }

    @Test
    void sourceOfWhichNoTableCanBeCopied_isNotLoaded() throws SQLException {
        try (ShopBed bed = ShopBed.capturingAll("create table one (id integer primary key)", "public")) {
            bed.erp("alter table one enable row level security; create policy one on one using (id = 1)");

            assertThatThrownBy(bed::load).isInstanceOf(YecaiException.class).hasMessageContaining("row-level security");
            assertThat(bed.hubRows("select source from hub.source where state in ('ready', 'streaming')"))
                    .isEmpty();
        }
    }

    /** The labels of an enum take more room as texts than as numbers. */
    @Test
    void rowThatDoesNotFitIntoAMirror_costsItsTableOnly_inALoadAndInACapture() throws SQLException {
        String list = String.join(" mood, ", columns(1000));
        String values = String.join(", ", Collections.nCopies(1000, "'rather sad'"));
        String schema = "create type mood as enum ('rather sad'); create table good (id integer primary key, v text);"
                + " insert into good values (1, 'a');"
                + " create table full_now (id integer primary key, " + list + " mood);"
                + " create table full_later (id integer primary key, " + list + " mood);"
                + " insert into full_now values (1, " + values + "); insert into full_later (id) values (1);";
        try (ShopBed bed = ShopBed.capturingAll(schema, "public")) {
            bed.load();
            String paused = "select source_table, table_state_detail from hub.source_table"
                    + " where table_state = 'stopped' order by 1";
            assertThat(bed.hubRows(paused))
                    .singleElement()
                    .asString()
                    .startsWith("full_now|ERROR: row is too big")
                    .contains("yecai load --again public.full_now");

            bed.capture();
            bed.erp("insert into full_later values (2, " + values + "); insert into good values (2, 'b')");
            bed.await("full_later to be paused", () -> bed.hubRows(paused).size() == 2);
            bed.awaitApplied();
            assertThat(bed.hubRows("select id from " + bed.mirror() + ".good order by 1"))
                    .containsExactly("1", "2");
        }
    }
}
