package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.cdc.preflight.Refusal;
import yecai.sql.YecaiException;
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

    /** What a policy hides would be missing in the mirror, unseen. */
    @Test
    void load_ofATableWhosePoliciesHideRows_isAnErrorAndNoPartialCopy() throws SQLException {
        try (ShopBed bed = new ShopBed()) {
            bed.erp("alter table client enable row level security; create policy one on client using (id = 1)");

            assertThatThrownBy(bed::load).isInstanceOf(YecaiException.class).hasMessageContaining("row-level security");
            assertThat(bed.hubRows("select source from hub.source where state in ('ready', 'streaming')"))
                    .isEmpty();
            assertThat(bed.hubRows("select entity_key from canon.customer")).isEmpty();
            assertThat(bed.hubRows("select relname from pg_class where relnamespace = to_regnamespace('" + bed.mirror()
                            + "') and relname = 'client' and pg_relation_size(oid) > 0"))
                    .isEmpty();
        }
    }
}
