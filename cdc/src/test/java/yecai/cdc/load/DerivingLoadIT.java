package yecai.cdc.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.derive.FullDerivation;

/** A first load that derives while it copies, and builds indexes afterwards. */
final class DerivingLoadIT {
    private static final LoadLimits SMALL_PARTS = LoadLimits.of(2).withPartBlocks(3);
    private static final int ORDERS = 3000;
    private static final String ORDERS_AND_LINES = """
            insert into client select n, 'Client ' || n from generate_series(3, 500) as n;
            insert into orders
            select n, 'C1', 1 + n % 500, 'S-' || n, date '2024-01-15' + n % 700, 'CNY', null, null
            from generate_series(100, 3099) as n;
            insert into "order-line" select n, l, 1 + n % 3, n, null from generate_series(100, 3099) as n, generate_series(1, 3) as l;
            -- two orders that cannot be mapped
            update "order-line" set quantity = 0 where order_id in (500, 2500) and line = 2;
            analyze;
            """;
    private static final String INDEXES =
            "select indexdef from pg_indexes where schemaname = 'canon' order by indexdef";
    private static final String KEYS =
            "select conname from pg_constraint where connamespace = 'canon'::regnamespace and contype = 'p'"
                    + " order by conname";
    private static final String SHOWN = "select count(*) from canon.sales_order_line";

    private ShopBed bed;

    @BeforeEach
    void start() throws SQLException {
        bed = new ShopBed();
        bed.erp(ORDERS_AND_LINES);
    }

    @AfterEach
    void stop() throws SQLException {
        bed.close();
    }

    /** Does something when a phase begins. */
    private record At(String phase, Consumer<String> does) implements LoadProgress {
        @Override
        public void phase(String what) {
            if (what.startsWith(phase)) {
                does.accept(what);
            }
        }

        @Override
        public void copied(String table, long rows) {}
    }

    @Test
    void rows_areThoseOfASerialDerivation_andIndexesAreThereAgain() throws SQLException {
        List<String> indexes = bed.hubRows(INDEXES);
        List<String> keys = bed.hubRows(KEYS);
        List<List<String>> whileDeriving = Collections.synchronizedList(new ArrayList<>());
        new InitialLoad(bed.settings(), SMALL_PARTS)
                .run(new At("deriving", what -> whileDeriving.add(hubRows(INDEXES))));
        List<String> loaded = canonical();

        assertThat(whileDeriving)
                .singleElement()
                .satisfies(there -> assertThat(there)
                        .hasSizeLessThan(indexes.size())
                        .noneMatch(index -> index.contains("canon.sales_order_line ")));
        assertThat(bed.hubRows(INDEXES)).isEqualTo(indexes);
        assertThat(bed.hubRows(KEYS)).isEqualTo(keys);
        assertThat(bed.hubRows("select * from hub.deferred_index")).isEmpty();
        assertThat(bed.hubRows("select mapping, derive_key from hub.parked order by 1, 2"))
                .containsExactly("sales_order_line|2500", "sales_order_line|500");
        assertThat(bed.hubRows(SHOWN)).containsExactly(String.valueOf(3 * ORDERS - 6 + 2));
        derive();
        assertThat(canonical()).isEqualTo(loaded);
        bed.capture();
        bed.erp("update orders set currency = 'EUR' where id = 100; delete from orders where id = 101");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void readers_seeNothingOrAll() throws Exception {
        AtomicBoolean reading = new AtomicBoolean(true);
        Set<String> seen = new HashSet<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            try (Connection hub = bed.openHub();
                    Statement statement = hub.createStatement()) {
                statement.execute("set statement_timeout = '5s'");
                while (reading.get()) {
                    try (ResultSet row =
                            statement.executeQuery("select (select count(*) from canon.customer) || ' ' || (" + SHOWN
                                    + ") || ' ' || (select count(position) from hub.source)")) {
                        row.next();
                        seen.add(row.getString(1));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        new InitialLoad(bed.settings(), SMALL_PARTS).run(LoadProgress.SILENT);
        reading.set(false);
        reader.join();

        assertThat(seen).isSubsetOf("0 0 0", "500 " + (3 * ORDERS - 4) + " 1").contains("0 0 0");
    }

    @Test
    void aLoadThatIsKilledWhileItDerives_showsNothing_andTheNextOneCompletesIt() throws SQLException {
        List<String> indexes = bed.hubRows(INDEXES);
        List<String> keys = bed.hubRows(KEYS);
        killWhileDeriving();

        assertThat(bed.hubRows(SHOWN)).containsExactly("0");
        assertThat(bed.hubRows(INDEXES)).hasSizeLessThan(indexes.size());
        assertThat(
                        bed.hubRows(
                                "select count(*) > 0 from pg_views where schemaname = 'map_' || (select source from hub.source)"))
                .containsExactly("f");
        new InitialLoad(bed.settings(), SMALL_PARTS).run(LoadProgress.SILENT);

        assertThat(bed.hubRows(SHOWN)).containsExactly(String.valueOf(3 * ORDERS - 4));
        assertThat(bed.hubRows(INDEXES)).isEqualTo(indexes);
        assertThat(bed.hubRows(KEYS)).isEqualTo(keys);
        List<String> loaded = canonical();
        derive();
        assertThat(canonical()).isEqualTo(loaded);
    }

    @Test
    void anotherSource_buildsWhatAKilledLoadLeft_andKeepsIndexesItself() throws SQLException {
        List<String> indexes = bed.hubRows(INDEXES);
        List<String> keys = bed.hubRows(KEYS);
        killWhileDeriving();
        try (ShopBed other = bed.neighbour(ShopBed.SCHEMA)) {
            other.erp("update orders set company = 'C2'");
            new InitialLoad(other.settings(), LoadLimits.of(1).withPartBlocks(1))
                    .run(new At("deriving", what -> assertThat(hubRows(INDEXES)).isEqualTo(indexes)));
            assertThat(bed.hubRows(KEYS)).isEqualTo(keys);
            new InitialLoad(bed.settings(), SMALL_PARTS)
                    .run(new At("deriving", what -> assertThat(hubRows(INDEXES)).isEqualTo(indexes)));

            assertThat(bed.hubRows(SHOWN)).containsExactly(String.valueOf(3 * ORDERS - 4 + 2));
        }
    }

    @Test
    void aSourceThatIsLoadedAgain_isDerivedLikewise() throws SQLException {
        new InitialLoad(bed.settings(), SMALL_PARTS).run(LoadProgress.SILENT);
        List<String> loaded = canonical();
        List<String> indexes = bed.hubRows(INDEXES);
        new InitialLoad(bed.settings(), SMALL_PARTS).startOver(LoadProgress.SILENT);

        assertThat(canonical()).isEqualTo(loaded);
        assertThat(bed.hubRows(INDEXES)).isEqualTo(indexes);
    }

    @Test
    void aKeyThatComesTwice_isNamed_thoughItsIndexIsBuiltAfterwards() throws SQLException {
        String schema = """
                create table kit (code text primary key, name text, size integer);
                create table part (kit text, part text, primary key (kit, part));
                insert into kit select 'K' || n, repeat('kit ', 20) || n, 1 + n % 3 from generate_series(1, 2000) as n;
                insert into kit values ('M1', 'one', 1), ('M1:A', 'two', 2);
                insert into part values ('M1', 'A');
                analyze;
                """;
        try (ShopBed kits = new ShopBed(schema, "kits")) {
            List<String> indexes = kits.hubRows(INDEXES);
            assertThatThrownBy(() -> new InitialLoad(kits.settings(), SMALL_PARTS).run(LoadProgress.SILENT))
                    .hasMessageContaining("gives entity_key \"k.M1:A\" 2 times");
            assertThat(kits.hubRows("select count(*) from canon.material")).containsExactly("0");
            kits.erp("delete from part");
            new InitialLoad(kits.settings(), SMALL_PARTS).startOver(LoadProgress.SILENT);

            assertThat(kits.hubRows("select count(*) from canon.material")).containsExactly("2002");
            assertThat(kits.hubRows(INDEXES)).isEqualTo(indexes);
        }
    }

    private void killWhileDeriving() {
        assertThatThrownBy(() -> new InitialLoad(bed.settings(), SMALL_PARTS).run(new At("deriving", what -> {
                    throw new IllegalStateException("killed");
                })))
                .hasMessage("killed");
    }

    private void derive() throws SQLException {
        try (Connection hub = bed.settings().hub().open("yecai test")) {
            hub.setAutoCommit(false);
            new FullDerivation(
                            hub,
                            bed.settings().source(),
                            bed.settings().mapSchema(),
                            bed.settings().pack())
                    .run();
            hub.commit();
        }
    }

    /** All that is derived, without the moment at which it was. */
    private List<String> canonical() throws SQLException {
        return bed.hubRows("""
                select r from (
                    select 'customer ' || (to_jsonb(t) - 'applied_at')::text as r from canon.customer as t
                    union all
                    select 'order ' || (to_jsonb(t) - 'applied_at')::text from canon.sales_order as t
                    union all
                    select 'line ' || (to_jsonb(t) - 'applied_at')::text from canon.sales_order_line as t
                    union all
                    select 'parked ' || (to_jsonb(t) - 'parked_at')::text from hub.parked as t
                    union all
                    select 'plain ' || to_jsonb(t)::text from hub.plain_mapping as t
                ) as x
                order by r collate "C"
                """);
    }

    private List<String> hubRows(String sql) {
        try {
            return bed.hubRows(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
