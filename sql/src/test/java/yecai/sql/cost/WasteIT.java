package yecai.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Waste that was planted among hundreds of orders that stay within what is tolerated: all of it is found, with its cause, and nothing else. */
final class WasteIT {
    private static final int ORDERS = 400;

    private static EmbeddedHub hub;
    private static Reader finance;
    private static final List<String> PLANTED = new ArrayList<>();

    /** A piece should take 2 of A at 10, 1 of B at 3, half an hour of labor at 40; overhead is a quarter of labor. Substitute C should cost 11. */
    @BeforeAll
    static void plant() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into hub.source (source, pack, pack_version, loaded_at) values ('w', 'demo', '1', now());
                insert into canon.currency (source, entity_key, currency, decimals) values ('w', 'CNY', 'CNY', 2);
                insert into canon.material (source, entity_key, material, name, base_unit, material_group)
                select 'w', m.code, m.code, m.code, 'EA', m.material_group
                from (values ('F', 'product'), ('A', 'metal'), ('B', 'parts'), ('C', 'metal')) as m (code, material_group);
                insert into canon.standard_cost (source, entity_key, company, plant, material, component_no, component_kind, component,
                    cost_center, basis, quantity_per, unit, price, functional_currency, valid_from, version, standard_basis)
                select 'w', s.material || s.no, 'W1', 'P1', s.material, s.no, s.kind, s.component, s.center, s.basis, s.quantity, s.unit,
                    s.price, 'CNY', '2024-01-01', '1', 'standard'
                from (values
                    ('F', 1, 'material', 'A', null, null, 2, 'EA', 10), ('F', 2, 'material', 'B', null, null, 1, 'EA', 3),
                    ('F', 3, 'labor', null, 'CC', null, 0.5, 'H', 40), ('F', 4, 'overhead', null, 'CC', 'labor_cost', 20, null, 0.25),
                    ('C', 1, 'material', 'C', null, null, 1, 'EA', 11)
                ) as s (material, no, kind, component, center, basis, quantity, unit, price);
                """);
        Reader writer = Reader.add(hub, "waste_writer", "finance_writer").grant("company", "W1");
        writer.list("select finance.set_cost_tolerance('W1', null, 5, 20, 'all')");
        writer.list("select finance.set_cost_tolerance('W1', 'parts', 50, 20, 'parts')");
        finance = Reader.add(hub, "waste_reader", "finance_reader").grant("company", "W1");
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < ORDERS; i++) {
            order(sql, i, random);
        }
        hub.run("yecai_capture", sql.toString());
    }

    /** Each twentieth order has one kind of waste; all others are up to 4 % beside their standards, in quantity and price. */
    private static void order(StringBuilder sql, int n, SplittableRandom random) {
        int pieces = random.nextInt(50, 200);
        String waste = n % 20 != 0
                ? ""
                : List.of("usage", "price", "substitute", "hours", "rate", "rework")
                        .get(n / 20 % 6);
        double a = 2.0 * pieces * near(random) + (waste.equals("usage") ? 0.2 * pieces : 0);
        double aPrice = waste.equals("price") ? 11.5 : 10 * near(random);
        // of parts half as much again is tolerated
        double b = pieces * (1 + random.nextDouble() * 0.45);
        double hours = 0.5 * pieces * near(random) + (waste.equals("hours") ? 0.1 * pieces : 0);
        double rate = waste.equals("rate") ? 46 : 40 * near(random);
        String key = "O" + n;
        sql.append("""
                insert into canon.production_order (source, entity_key, company, plant, document_no, document_type, material, unit,
                    completed_quantity, status, release_date, actual_end, functional_currency, standard_cost)
                values ('w', '%1$s', 'W1', 'P1', '%1$s', '%2$s', 'F', 'EA', %3$s, 'completed', '2024-02-01', '2024-02-20', 'CNY', %4$s);
                """.formatted(key, waste.equals("rework") ? "rework" : "standard", pieces, 48 * pieces));
        if (waste.equals("rework")) {
            entry(sql, key, 1, "material", "issue", "F", null, pieces, 48.0 * pieces);
            entry(sql, key, 2, "labor", "activity", null, "CC", 3, 120);
            PLANTED.add(key + " labor CC rework");
            return;
        }
        entry(sql, key, 1, "material", "issue", "A", null, a, a * aPrice);
        entry(sql, key, 2, "material", "issue", "B", null, b, b * 3);
        entry(sql, key, 3, "labor", "activity", null, "CC", hours, hours * rate);
        entry(sql, key, 4, "overhead", "absorption", null, "CC", 0, hours * rate / 4);
        switch (waste) {
            case "usage" -> PLANTED.add(key + " material A usage_above_standard");
            case "price" -> PLANTED.add(key + " material A price_above_standard");
            case "hours" -> PLANTED.add(key + " labor CC hours_above_standard");
            case "rate" -> PLANTED.add(key + " labor CC rate_above_standard");
            case "substitute" -> {
                entry(sql, key, 5, "material", "issue", "C", null, 4, 48);
                PLANTED.add(key + " material C substitute");
            }
            default -> assertThat(waste).isEmpty();
        }
    }

    private static double near(SplittableRandom random) {
        return 0.97 + random.nextDouble() * 0.06;
    }

    private static void entry(
            StringBuilder sql,
            String order,
            int no,
            String element,
            String kind,
            String material,
            String center,
            double quantity,
            double amount) {
        sql.append("""
                insert into canon.cost_entry (source, entity_key, company, plant, production_order, posting_date, source_period, element,
                    entry_kind, material, cost_center, quantity, unit, functional_currency, amount_functional)
                values ('w', '%1$s-%2$s', 'W1', 'P1', '%1$s', '2024-02-10', '2024-02', '%3$s', '%4$s', %5$s, %6$s, round(%7$s, 3),
                    %8$s, 'CNY', round(%9$s, 2));
                """.formatted(
                        order,
                        no,
                        element,
                        kind,
                        material == null ? "null" : "'" + material + "'",
                        center == null ? "null" : "'" + center + "'",
                        quantity,
                        element.equals("labor") ? "'H'" : "'EA'",
                        amount));
    }

    @Test
    void wasteIsFoundWithItsCause_andNothingElse() throws SQLException {
        assertThat(finance.list(
                        "select concat_ws(' ', production_order, component_kind, component, cause) from finance.waste"))
                .containsExactlyInAnyOrderElementsOf(PLANTED);
        assertThat(PLANTED).hasSize(ORDERS / 20);
    }

    @Test
    void variancesOfEachOrder_areItsVariance() throws SQLException {
        assertThat(finance.list("""
                        select count(*) || ' ' || count(*) filter (where v.total is distinct from c.variance)
                        from finance.production_order_cost as c
                        left join (
                            select x.production_order, sum(x.total_variance) as total
                            from finance.cost_variance as x
                            group by x.production_order
                        ) as v on v.production_order = c.production_order
                        """)).containsExactly(ORDERS + " 0");
        assertThat(finance.list("select distinct component_kind from finance.cost_variance order by 1"))
                .doesNotContain("standard_difference", "unsplit");
    }

    /** A finding and the case that follows it, from its opening to its end. */
    @Test
    void caseOfAFinding_isOpenedOnce_assigned_andClosedWithItsOutcome() throws SQLException {
        Reader writer = Reader.add(hub, "case_writer", "finance_writer", "finance_reader")
                .grant("company", "W1");
        String open =
                "select finance.open_case('w', 'O0', 'material', 'A', 'usage_above_standard', 200, null, 'case of O0')";
        String opened = writer.list(open).get(0);
        String number = opened.replaceAll(".*\"case\": \"([^\"]+)\".*", "$1");

        assertThat(writer.list(open)).containsExactly(opened);
        assertThat(writer.list(
                        "select case_state from finance.waste where production_order = 'O0' and component = 'A'"))
                .containsExactly("open");
        assertThat(refusal(writer, open.replace("case of O0", "again")))
                .contains("case " + number + " is of the same and not closed: go on with that one");
        assertThat(writer.list("select finance.assign_case('" + number + "', 'E001', 'assign') ->> 'state'"))
                .containsExactly("assigned");
        assertThat(refusal(writer, "select finance.close_case('" + number + "', 'done', 'new tool', null, 'close 1')"))
                .contains("outcome is 'done': it must be remedied, accepted or unfounded");
        assertThat(refusal(writer, "select finance.close_case('" + number + "', 'remedied', ' ', null, 'close 2')"))
                .contains("action must be given");
        assertThat(writer.list("select finance.close_case('" + number
                        + "', 'remedied', 'new tool', 'worn tool', 'close') ->> 'state'"))
                .containsExactly("closed");
        assertThat(refusal(writer, "select finance.assign_case('" + number + "', 'E002', 'assign again')"))
                .contains("is closed: open another one");
        assertThat(writer.list(
                        "select concat_ws('|', state, responsible, outcome, cause, action, version) from finance.cost_case where cost_case = '"
                                + number + "'"))
                .containsExactly("closed|E001|remedied|worn tool|new tool|3");
        assertThat(hub.list(
                        "postgres",
                        "select action from hub.audit where subject = '" + number + "' order by action collate \"C\""))
                .containsExactly("assign_case", "close_case", "open_case");
    }

    @Test
    void cases_areOpenedByWritersOfTheCompany_andSeenByItsReaders() throws SQLException {
        Reader other = Reader.add(hub, "case_other", "finance_writer", "finance_reader")
                .grant("company", "W2");
        String open = "select finance.open_case('w', 'O20', 'material', 'A', 'price_above_standard', null, 'E1', 'k')";

        assertThat(refusal(other, open))
                .contains(
                        "source w has no production order with the key O20 in the companies that case_other may write for");
        Reader writer = Reader.add(hub, "case_writer_2", "finance_writer", "finance_reader")
                .grant("company", "W1");
        String number = writer.list(open + " ->> 'case'").get(0);
        assertThat(refusal(other, "select finance.close_case('" + number + "', 'accepted', 'x', null, 'c')"))
                .contains("there is no case " + number + " in the companies that case_other may write for");
        assertThat(other.list("select cost_case from finance.cost_case")).isEmpty();
        assertThat(refusal(finance, open)).contains("permission denied");
        assertThat(refusal(other, "select finance.set_cost_tolerance('W1', null, 1, 1, 't')"))
                .contains("may not write for company W1");
        assertThat(refusal(writer, "select finance.set_cost_tolerance('W1', null, -1, 1, 't')"))
                .contains("usage_percent is -1: a limit is 0 or above");
    }

    private static String refusal(Reader reader, String sql) {
        try {
            return "not refused: " + reader.list(sql);
        } catch (SQLException refused) {
            return refused.getMessage();
        }
    }
}
