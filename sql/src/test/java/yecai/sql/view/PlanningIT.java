package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/**
 * What it takes to plan a governed view is about what its own branch takes, in memory of the server, which does not depend on how busy
 * the machine is. Branches of other readers, if they were planned, would be several times that.
 */
class PlanningIT {
    /** {@code explain (memory)} is of PostgreSQL 17. */
    private static final int FIRST_WITH_MEMORY = 17;

    private static final Pattern MEMORY = Pattern.compile("Memory: used=(\\d+)kB");
    private static final long SMALL_KB = 8_192;
    /** The dearest is order_to_cash for a narrowed reader, with 65,764 since rates have companies. */
    private static final long MOST_KB = 67_584;

    @Test
    void reader_plansTheOwnBranchOnly() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        assumeThat(version(hub)).as("version of the server").isGreaterThanOrEqualTo(FIRST_WITH_MEMORY);
        Map<String, Reader> readers = Map.of(
                "all", Reader.add(hub, "planning_all", "finance_reader").grant("company", "*"),
                "scoped", Reader.add(hub, "planning_some", "finance_reader").grant("company", "C1", "C2"),
                "narrow",
                        Reader.add(hub, "planning_narrow", "finance_reader")
                                .grant("company", "C1")
                                .grant("plant", "P1"));
        List<String> views = hub.list("postgres", """
                select substring(c.relname from 'finance__(.*)_all$') from pg_class as c
                where c.relnamespace = 'mart'::regnamespace and c.relname like 'finance\\_\\_%\\_all' order by 1
                """);
        assertThat(views).hasSizeGreaterThan(40);
        for (String view : views) {
            for (Map.Entry<String, Reader> reader : readers.entrySet()) {
                long branch = memory(hub, "postgres", "mart.finance__" + view + "_" + reader.getKey());
                long whole = memory(hub, reader.getValue().login(), "finance." + view);
                assertThat(whole)
                        .as(
                                "kB to plan finance.%s for a reader of branch %s, of which the branch %d",
                                view, reader.getKey(), branch)
                        .isLessThan(4 * branch + SMALL_KB)
                        .isLessThan(MOST_KB);
            }
        }
    }

    private static int version(EmbeddedHub hub) throws SQLException {
        return Integer.parseInt(hub.list("postgres", "show server_version_num").get(0)) / 10_000;
    }

    private static long memory(EmbeddedHub hub, String user, String relation) throws SQLException {
        String plan = String.join("\n", hub.list(user, "explain (memory, summary) select * from " + relation));
        Matcher memory = MEMORY.matcher(plan);
        assertThat(memory.find()).as(plan).isTrue();
        return Long.parseLong(memory.group(1));
    }
}
