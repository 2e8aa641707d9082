package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.view.ViewQuery;

/**
 * 500 random scopes, roles, filters and aggregates. The reader's answer is the owner's, filtered by the
 * reader's scopes as this test understands them, which shares nothing with the policies. {@code -Dvisibility.seed=N}
 * runs others.
 */
class VisibilityPropertyIT {
    private static final int CASES = 500;
    private static final int READERS = 25;
    private static final String[] AGGREGATES = {
        "count(*)",
        "sum(amount_functional)",
        "min(posting_date)",
        "max(amount_functional)",
        "count(distinct material)",
        "string_agg(distinct company || coalesce(plant, '-'), ',' order by company || coalesce(plant, '-'))"
    };
    private static final String[] FILTERS = {
        "true",
        "amount_functional > 40",
        "posting_date >= date '2026-03-01'",
        "element = 'labour'",
        "plant is null",
        "material like 'M1%'",
        "company <> 'C2'",
        "amount_functional between 10 and 60 and element <> 'labour'",
        "exists (select from finance.exchange_rate)",
        "cost_center in ('K1', 'K3')"
    };

    private record Scope(List<String> companies, List<String> plants, List<String> centers) {
        String condition() {
            String condition = companies.isEmpty() ? "false" : in("company", companies);
            condition += plants.isEmpty() ? "" : " and " + in("plant", plants);
            return condition + (centers.isEmpty() ? "" : " and " + in("cost_center", centers));
        }

        private static String in(String column, List<String> values) {
            return values.contains("*") ? "true" : column + " in ('" + String.join("', '", values) + "')";
        }
    }

    @Test
    void readersAnswer_isTheOwnersFiltered() throws Exception {
        long seed = Long.getLong("visibility.seed", 20261129);
        System.out.println("visibility.seed = " + seed);
        Random random = new Random(seed);
        EmbeddedHub hub = EmbeddedHub.migrated();
        fill(hub, random);
        String body = ViewQuery.whole("finance/cost/cost_ledger").strip();
        int telling = 0;
        for (int n = 0; n < READERS; n++) {
            Scope scope = scope(random);
            String role = random.nextInt(10) == 0 ? "production_reader" : "finance_reader";
            Reader reader = Reader.add(hub, "v_" + Long.toHexString(seed & 0xffff) + "_" + n, role);
            reader.grant("company", scope.companies().toArray(String[]::new));
            reader.grant("plant", scope.plants().toArray(String[]::new));
            reader.grant("cost_center", scope.centers().toArray(String[]::new));
            try (Connection owner = hub.open("postgres");
                    Connection session = hub.open(reader.login())) {
                for (int i = 0; i < CASES / READERS; i++) {
                    String aggregate = AGGREGATES[random.nextInt(AGGREGATES.length)];
                    String filter = FILTERS[random.nextInt(FILTERS.length)];
                    String group = random.nextBoolean() ? "" : " group by element order by element";
                    String ask =
                            "select concat_ws('|', " + (group.isEmpty() ? "" : "element, ") + aggregate + ") from ";
                    if (role.equals("production_reader")) {
                        assertThat(denied(session, ask + "finance.cost_ledger where " + filter + group))
                                .isTrue();
                        continue;
                    }
                    String bare = ask + "(" + body + ") as c where "
                            + filter.replace("finance.exchange_rate", "canon.exchange_rate");
                    List<String> expected = EmbeddedHub.list(owner, bare + " and " + scope.condition() + group);
                    assertThat(EmbeddedHub.list(session, ask + "finance.cost_ledger where " + filter + group))
                            .as("seed %s, %s, %s where %s%s", seed, scope, aggregate, filter, group)
                            .isEqualTo(expected);
                    telling += isTelling(owner, body, filter, scope) ? 1 : 0;
                }
            }
        }
        System.out.println("visibility: " + telling + " of " + CASES + " cases non-empty and partly hidden");
        assertThat(telling).isGreaterThanOrEqualTo(CASES * 30 / 100);
    }

    private static boolean denied(Connection session, String sql) {
        try {
            EmbeddedHub.list(session, sql);
            return false;
        } catch (SQLException problem) {
            return problem.getMessage().contains("permission denied");
        }
    }

    private static boolean isTelling(Connection owner, String body, String filter, Scope scope) throws SQLException {
        String condition = filter.replace("finance.exchange_rate", "canon.exchange_rate");
        return EmbeddedHub.list(
                        owner,
                        "select count(*) filter (where " + scope.condition()
                                + ") > 0 and count(*) > count(*) filter (where " + scope.condition() + ") from (" + body
                                + ") as c where " + condition)
                .get(0)
                .equals("t");
    }

    private static Scope scope(Random random) {
        return new Scope(
                pick(random, "C", 6, random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4), 12),
                pick(random, "P", 4, random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0, 10),
                pick(random, "K", 4, random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0, 10));
    }

    private static List<String> pick(Random random, String prefix, int of, int number, int starOneIn) {
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String value = random.nextInt(starOneIn) == 0 ? "*" : prefix + (1 + random.nextInt(of));
            if (!picked.contains(value)) {
                picked.add(value);
            }
        }
        return picked;
    }

    private static void fill(EmbeddedHub hub, Random random) throws SQLException {
        StringBuilder rows = new StringBuilder("insert into canon.cost_entry (source, entity_key, company, plant,"
                + " cost_center, element, material, posting_date, functional_currency, amount_functional) values ");
        for (int n = 0; n < 3000; n++) {
            rows.append(n == 0 ? "" : ",")
                    .append("('t','" + n + "'," + value(random, "C", 6, 40) + "," + value(random, "P", 4, 6) + ","
                            + value(random, "K", 4, 6) + ",'" + (random.nextBoolean() ? "labour" : "material") + "','M"
                            + random.nextInt(30) + "',date '2026-01-01' + " + random.nextInt(180) + ",'CNY',"
                            + random.nextInt(100) + ")");
        }
        hub.run("yecai_capture", rows.toString());
        hub.run(
                "yecai_capture",
                "insert into canon.exchange_rate (source, entity_key, from_currency, to_currency,"
                        + " rate_type, rate, valid_from) values ('t', '1', 'EUR', 'CNY', 'transaction', 7.8, date '2026-01-01')");
    }

    private static String value(Random random, String prefix, int of, int nullOneIn) {
        return random.nextInt(nullOneIn) == 0 ? "null" : "'" + prefix + (1 + random.nextInt(of)) + "'";
    }
}
