package yecai.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** What products are made of through all levels, for two hundred companies drawn by chance, beside an arithmetic of the test's own. */
final class CostRollupIT {
    private static final int SEEDS = Integer.getInteger("yecai.cost.seeds", 200);

    private static EmbeddedHub hub;
    private static Reader finance;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run(
                "yecai_capture",
                "insert into hub.source (source, pack, pack_version, loaded_at) values ('r', 'demo', '1', now());"
                        + " insert into canon.currency (source, entity_key, currency, decimals) values ('r', 'CNY', 'CNY', 2)");
        finance = Reader.add(hub, "rollup", "finance_reader").grant("company", "*");
    }

    @Test
    void sharesOfEachProduct_areThoseOfAnotherArithmetic_andMakeOne() throws SQLException {
        List<RandomPlant> plants = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomPlant plant = new RandomPlant("R" + seed, seed, seed % 2 == 0);
            plants.add(plant);
            if (plant.orders() > 0) {
                hub.run("yecai_capture", plant.sql());
            }
        }
        hub.run("postgres", "analyze canon.cost_entry; analyze canon.production_order");

        int compared = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            // by-products of months before are not looked for: those who have some are asked for all months, the others
            // for the last two
            compared += compare(plants.get(seed), "R" + seed, seed % 2 == 0 ? 1 : 3);
        }
        assertThat(compared).isGreaterThan(SEEDS * 5);
        assertThat(plants.stream().mapToInt(RandomPlant::levels).max()).hasValue(6);
    }

    private static int compare(RandomPlant plant, String company, int firstMonth) throws SQLException {
        Map<RandomPlant.Node, double[]> expected = plant.shares(firstMonth);
        List<String> found = finance.list("""
                select concat_ws('|', r.plant, r.material, right(r.period, 1), r.material_share, r.labor_share, r.machine_share,
                    r.overhead_share, r.subcontract_share,
                    r.material_share + r.labor_share + r.machine_share + r.overhead_share + r.subcontract_share + r.other_share,
                    r.total_cost - r.material_cost - r.labor_cost - r.machine_cost - r.overhead_cost - r.subcontract_cost - r.other_cost)
                from finance.cost_rollup('2024-0%s', '2024-04', '%s') as r
                """.formatted(firstMonth, company));

        assertThat(found).as("products of %s", company).hasSameSizeAs(expected.keySet());
        for (String line : found) {
            String[] cells = line.split("\\|");
            double[] shares = expected.get(new RandomPlant.Node(cells[0], cells[1], Integer.parseInt(cells[2])));
            assertThat(shares).as("%s of %s", line, company).isNotNull();
            for (int i = 0; i < shares.length; i++) {
                assertThat(Double.parseDouble(cells[3 + i]))
                        .as("%s of %s in %s", RandomPlant.ELEMENTS.get(i), line, company)
                        .isCloseTo(shares[i], within(1.000001e-6));
            }
            assertThat(cells[8]).as("all shares of %s in %s", line, company).isEqualTo("1.000000");
            assertThat(Double.parseDouble(cells[9]))
                    .as("cost of %s in %s", line, company)
                    .isZero();
        }
        return found.size();
    }

    @Test
    void whatIsWrong_isNamed() {
        assertThatThrownBy(() -> finance.list("select count(*) from finance.cost_rollup('2024-13', '2024-04')"))
                .hasMessageContaining("from_period is 2024-13 and to_period is 2024-04: give months such as 2024-02");
        assertThatThrownBy(() -> finance.list("select count(*) from finance.cost_rollup('2024-04', '2024-03')"))
                .hasMessageContaining("from_period is 2024-04, which is after to_period 2024-03");
        assertThatThrownBy(() -> finance.list("select count(*) from finance.cost_rollup(null, '2024-03')"))
                .hasMessageContaining("from_period is null");
    }

    @Test
    void readersOfACompany_rollUpItsProducts_andNoOthers() throws SQLException {
        hub.run("yecai_capture", new RandomPlant("RA", 3, true).sql());
        hub.run("yecai_capture", new RandomPlant("RB", 3, true).sql());
        Reader one = Reader.add(hub, "rollup_one", "finance_reader").grant("company", "RA");

        assertThat(one.list("select distinct company from finance.cost_rollup('2024-01', '2024-04')"))
                .containsExactly("RA");
        assertThat(one.list("select count(*) from finance.cost_rollup('2024-01', '2024-04', 'RB')"))
                .containsExactly("0");
    }
}
