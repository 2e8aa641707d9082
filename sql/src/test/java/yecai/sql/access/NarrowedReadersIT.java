package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Scopes of plants, cost centers and customer groups. */
class NarrowedReadersIT {
    private static final String COST =
            "select distinct concat_ws('/', company, plant, cost_center) from finance.cost_ledger order by 1";
    private static EmbeddedHub hub;

    @BeforeAll
    static void rows() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.cost_entry (source, entity_key, company, plant, cost_center, functional_currency, amount_functional)
                select 't', concat(c, p, k), 'C' || c, nullif('P' || p, 'P0'), 'K' || k, 'CNY', 1
                from generate_series(1, 2) as c, generate_series(0, 2) as p, generate_series(1, 2) as k;
                insert into canon.customer (source, entity_key, customer, name, customer_group)
                values ('t', '1', 'U1', 'One', 'G1'), ('t', '2', 'U2', 'Two', 'G2'), ('t', '3', 'U3', 'Three', null);
                insert into canon.receipt (source, entity_key, company, customer, posting_date, amount)
                select 't', c || '-' || u, 'C' || c, 'U' || u, date '2026-01-01', 1
                from generate_series(1, 2) as c, generate_series(1, 3) as u;
                """);
    }

    @Test
    void plant_narrowsTheCompaniesOfTheReader() throws Exception {
        Reader reader = Reader.add(hub, "n_plant", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "P1");

        assertThat(reader.list(COST)).containsExactly("C1/P1/K1", "C1/P1/K2");
        assertThat(reader.list("select count(*) from finance.receipt")).containsExactly("3");
    }

    @Test
    void kinds_areAllRequired() throws Exception {
        Reader reader = Reader.add(hub, "n_both", "finance_reader")
                .grant("company", "*")
                .grant("plant", "P1", "P2")
                .grant("cost_center", "K2");

        assertThat(reader.list(COST)).containsExactly("C1/P1/K2", "C1/P2/K2", "C2/P1/K2", "C2/P2/K2");
    }

    @Test
    void customerGroup_narrowsWhatNamesACustomer() throws Exception {
        Reader reader = Reader.add(hub, "n_group", "finance_reader")
                .grant("company", "*")
                .grant("customer_group", "G1");

        assertThat(reader.list("select company || customer from finance.receipt order by 1"))
                .containsExactly("C1U1", "C2U1");
        assertThat(reader.list("select count(*) from finance.cost_ledger")).containsExactly("12");
    }

    @Test
    void narrowScopeThatEnds_leavesNothing_andAStarLiftsIt() throws Exception {
        Reader reader = Reader.add(hub, "n_ends", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "P1");

        reader.revoke("plant", "P1");
        assertThat(reader.list(COST)).isEmpty();

        reader.grant("plant", "*");
        assertThat(reader.list(COST)).hasSize(6);
    }

    @Test
    void narrowedReader_withoutACompany_seesNothing() throws Exception {
        Reader reader = Reader.add(hub, "n_none", "finance_reader").grant("plant", "*");

        assertThat(reader.list(COST)).isEmpty();
        assertThat(reader.list("select count(*) from finance.receipt")).containsExactly("0");
    }

    @Test
    void onlyOneBranch_runsForEachKindOfReader() throws Exception {
        Reader all = Reader.add(hub, "n_all", "finance_reader").grant("company", "*");
        Reader scoped = Reader.add(hub, "n_scoped", "finance_reader").grant("company", "C1");
        Reader narrowed = Reader.add(hub, "n_narrowed", "finance_reader")
                .grant("company", "C1")
                .grant("plant", "P1");

        for (Reader reader : new Reader[] {all, scoped, narrowed}) {
            assertThat(
                            reader.list(
                                    "explain (analyze, costs off, timing off) select sum(amount_functional) from finance.cost_ledger"))
                    .filteredOn(line -> line.contains(" on cost_entry"))
                    .hasSize(1)
                    .noneMatch(line -> line.contains("never executed"));
        }
    }
}
