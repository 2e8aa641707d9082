package yecai.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.view.OrderCostQuery;

/**
 * What is kept of completed orders is what they are made of, at every commit of years drawn by chance with changes of everything that this is; and
 * every reader is shown what would be worked out for him, whatever is kept.
 */
final class OrderCostsIT {
    private static final int COMMITS = Integer.getInteger("yecai.costs.commits", 200);

    private static final String FIELDS =
            "v.component_no, v.component_kind, v.component, v.cost_center, v.unit, v.standard_quantity, v.standard_price, v.standard_amount,"
                    + " v.actual_quantity, v.actual_price, v.actual_amount, v.usage_variance, v.price_variance, v.efficiency_variance, v.rate_variance,"
                    + " v.other_variance, v.total, v.is_substitute, v.standard_version, v.standard_basis";
    /** Orders of which other lines are kept than are worked out, or lines of an order that has none to be kept. */
    private static final String DIFFERENCES = OrderCostQuery.withLines("""
            select k.source || ' ' || k.production_order
            from canon.order_costed as k
            where
                k.variances is not null
                and (
                    not exists (
                        select from canon.production_order as o
                        where o.source = k.source and o.entity_key = k.production_order and o.status in ('completed', 'closed')
                            and o.company is not distinct from k.company
                    )
                    or array(select u::text from unnest(k.variances) as u order by 1) <> array(
                        select row(FIELDS)::text from :variance_line as v
                        where v.source = k.source and v.production_order = k.production_order order by 1)
                    or array(select u::text from unnest(k.flows) as u order by 1) <> array(
                        select row(f.direction, f.element, f.component, f.quantity, f.amount)::text from :flow_line as f
                        where f.source = k.source and f.production_order = k.production_order order by 1)
                )
            """.replace("FIELDS", FIELDS));

    private static final List<String> FIGURES = List.of(
            "select v::text from finance.cost_variance as v order by 1",
            "select f::text from finance.cost_flow as f order by 1",
            "select r::text from finance.cost_rollup('2024-06', '2025-12') as r order by 1",
            "select w::text from finance.waste as w order by 1");

    private EmbeddedHub hub;

    @BeforeEach
    void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run(
                "yecai_capture",
                "insert into hub.source (source, pack, pack_version, loaded_at) values ('s', 'demo', '1', now()), ('t', 'demo', '1', now())");
        hub.run("yecai_capture", RandomCosting.start());
    }

    @Test
    void whatIsKept_isWhatIsWorkedOut_atEveryCommit() throws SQLException {
        List<Reader> readers = List.of(
                Reader.add(hub, "costs", "finance_reader").grant("company", "*"),
                Reader.add(hub, "costs_one", "finance_reader").grant("company", "C1"),
                Reader.add(hub, "costs_narrow", "finance_reader")
                        .grant("company", "C1")
                        .grant("cost_center", "K1"));
        SplittableRandom random = new SplittableRandom(20260307);
        RandomCosting changes = new RandomCosting(411);
        int kept = 0;
        int compared = 0;
        int notKept = 0;
        try (Connection capture = hub.open("yecai_capture");
                Statement statement = capture.createStatement()) {
            capture.setAutoCommit(false);
            for (int commit = 0; commit < COMMITS; commit++) {
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    statement.execute(changes.change());
                    if (random.nextInt(4) == 0) {
                        kept += keep(capture, random.nextInt(1, 20));
                    }
                }
                capture.commit();
                assertThat(EmbeddedHub.list(capture, DIFFERENCES))
                        .as("orders kept otherwise after commit %s", commit)
                        .isEmpty();
                assertThat(
                                EmbeddedHub.list(
                                        capture,
                                        "select count(*) from canon.production_order as o where o.status in ('completed', 'closed')"
                                                + " and not exists (select from canon.order_costed as k where k.source = o.source and k.production_order = o.entity_key)"
                                                + " and not exists (select from hub.order_due as d where d.source = o.source and d.production_order = o.entity_key)"))
                        .as("orders that are neither kept nor due after commit %s", commit)
                        .containsExactly("0");
                notKept += Integer.parseInt(
                        EmbeddedHub.list(capture, "select count(*) from canon.order_costed where variances is null")
                                .get(0));
                capture.commit();
                if (commit % 20 == 19) {
                    compared += compareFigures(readers);
                }
            }
        }
        assertThat(kept).isGreaterThan(COMMITS);
        assertThat(notKept).as("orders that cannot be kept").isPositive();
        assertThat(compared).as("orders that were read as kept").isGreaterThan(COMMITS / 4);
    }

    /** What each reader is shown with what is kept, and with nothing kept; returns how many orders were kept. */
    private int compareFigures(List<Reader> readers) throws SQLException {
        List<List<String>> shown = figures(readers);
        int kept = Integer.parseInt(
                hub.list("yecai_capture", "select count(*) from canon.order_costed where variances is not null")
                        .get(0));
        hub.run(
                "postgres",
                "create table public.saved as table canon.order_costed; update canon.order_costed set variances = null, flows = null");
        assertThat(figures(readers)).isEqualTo(shown);
        hub.run(
                "postgres",
                "update canon.order_costed as k set variances = s.variances, flows = s.flows from public.saved as s"
                        + " where s.source = k.source and s.production_order = k.production_order; drop table public.saved");
        return kept;
    }

    private static List<List<String>> figures(List<Reader> readers) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        for (Reader reader : readers) {
            for (String figure : FIGURES) {
                all.add(reader.list(figure));
            }
        }
        return all;
    }

    @Test
    void kept_isReadInsteadOfWorkedOut_exceptByNarrowedReaders() throws SQLException {
        Reader all = Reader.add(hub, "costs_read", "finance_reader").grant("company", "*");
        Reader one = Reader.add(hub, "costs_read_one", "finance_reader").grant("company", "C1");
        Reader narrowed = Reader.add(hub, "costs_read_narrow", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "P1");
        keepAll();
        String marked = "select count(*) > 0 from finance.cost_variance where component_kind = 'kept'";
        hub.run(
                "postgres",
                "update canon.order_costed set variances = array[row(1, 'kept', null, null, null, null, null, null, null, null, null,"
                        + " null, null, null, null, null, null, false, null, null)::canon.order_variance_line] where company = 'C1'");

        assertThat(all.list(marked)).containsExactly("t");
        assertThat(one.list(marked)).containsExactly("t");
        assertThat(narrowed.list(marked)).containsExactly("f");
    }

    @Test
    void change_takesAwayWhatItConcerns_andNothingElse() throws SQLException {
        // one order's entry, order and own standard
        forgets(
                "update canon.cost_entry set amount_functional = 1 where source = 's' and entity_key = '1/1'",
                "source = 's' and production_order = '1'");
        forgets(
                "update canon.cost_entry set production_order = '2' where source = 's' and entity_key = '1/3'",
                "source = 's' and production_order in ('1', '2')");
        forgets(
                "delete from canon.cost_entry where source = 's' and entity_key = '2/2'",
                "source = 's' and production_order = '2'");
        forgets(
                "update canon.production_order set completed_quantity = 9 where source = 't' and entity_key = '4'",
                "source = 't' and production_order = '4'");
        forgets(
                "insert into canon.standard_cost (source, entity_key, company, material, production_order) values ('s', 'x', 'C2', 'M6', '5')",
                "source = 's' and production_order = '5'");
        // all orders with a material or a cost center
        forgets(
                "update canon.standard_cost set price = price + 1 where source = 's' and entity_key = 'M6/2024/1'",
                "source = 's' and 'm:M6' = any (inputs)");
        forgets(
                "update canon.material set base_unit = 'BX' where source = 't' and material = 'M6'",
                "source = 't' and 'm:M6' = any (inputs)");
        forgets(
                "insert into canon.material_unit (source, entity_key, material, unit, factor) values ('s', 'y', 'M1', 'DZ', 10)",
                "source = 's' and 'm:M1' = any (inputs)");
        forgets(
                "insert into canon.cost_rate (source, entity_key, company, cost_center, rate_kind, rate) values ('s', 'z', 'C1', 'K1', 'labor', 1)",
                "source = 's' and 'c:K1' = any (inputs)");
        // all orders of a source
        forgets("update canon.unit_of_measure set factor = 13 where source = 's' and unit = 'DZ'", "source = 's'");
        forgets("update canon.currency set decimals = 3 where source = 't'", "source = 't'");
        // what no figure depends on
        forgets(
                "update canon.material set name = 'other'; update canon.currency set name = 'other'; update canon.unit_of_measure set name = 'other';"
                        + " update canon.standard_cost set mapping_detail = 'other'; update canon.cost_rate set plant = 'other'",
                "false");
    }

    private void forgets(String change, String concerned) throws SQLException {
        keepAll();
        String others = "select source || ' ' || production_order from canon.order_costed where not (" + concerned
                + ") order by 1";
        List<String> expected = hub.list("yecai_capture", others);
        hub.run("yecai_capture", change);
        assertThat(hub.list(
                        "yecai_capture", "select source || ' ' || production_order from canon.order_costed order by 1"))
                .as(change)
                .isEqualTo(expected);
        if (!concerned.equals("false")) {
            assertThat(hub.list("yecai_capture", "select count(*) > 0 from hub.order_due"))
                    .as(change)
                    .containsExactly("t");
        }
    }

    @Test
    void deletedSource_leavesNothing_andADerivationOfEverythingQueuesAll() throws SQLException {
        keepAll();
        hub.run(
                "yecai_capture",
                "set yecai.period_sums = 'later'; update canon.cost_entry set amount_functional = amount_functional + 1 where source = 's'");
        assertThat(hub.list("yecai_capture", DIFFERENCES)).isNotEmpty();
        hub.run("yecai_capture", "select hub.queue_order_costs('s')");
        assertThat(hub.list("yecai_capture", "select distinct source from canon.order_costed"))
                .containsExactly("t");
        keepAll();
        assertThat(hub.list("yecai_capture", DIFFERENCES)).isEmpty();

        for (String table : List.of(
                "production_order",
                "currency",
                "cost_entry",
                "material",
                "standard_cost",
                "cost_rate",
                "unit_of_measure")) {
            hub.run("yecai_capture", "delete from canon." + table + " where source = 's'");
        }
        assertThat(hub.list(
                        "yecai_capture",
                        "select source from canon.order_costed union select source from hub.order_due"))
                .containsExactly("t");
    }

    private void keepAll() throws SQLException {
        try (Connection capture = hub.open("yecai_capture")) {
            while (keep(capture, 50) > 0) {}
        }
    }

    private static int keep(Connection capture, int most) throws SQLException {
        int taken = 0;
        for (String source : List.of("s", "t")) {
            try (PreparedStatement statement = capture.prepareStatement(OrderCostQuery.keep())) {
                statement.setString(1, source);
                statement.setInt(2, most);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    taken += row.getInt(1);
                }
            }
        }
        return taken;
    }
}
