package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import yecai.cdc.preflight.Preflight;

/**
 * An ERP of which many tables are captured, each of which is changed in another way: all at once, so that a test of many changes
 * takes as long as one of a single change.
 */
public final class ChangedErp implements AutoCloseable {
    /** Stands for what {@code yecai init} prints. */
    public static final String INIT = "INIT";

    private final ShopBed bed;

    /**
     * One change of the ERP.
     *
     * @param name of its table; begins with {@code part_} if that is partitioned, with {@code full_} if all columns identify its
     *     rows in the log
     * @param before what the table needs before it is captured
     * @param sql where TABLE and PUBLICATION stand for the case's own, and INIT for what `yecai init` prints; pieces between
     *     {@code ;;} are run one by one
     * @param reason part of why the table is paused, or null if it goes on and equals the ERP
     */
    public record Case(String name, String before, String sql, String reason) {
        public Case(String name, String sql, String reason) {
            this(name, "", sql, reason);
        }

        @Override
        public String toString() {
            return name;
        }

        private String of(String text) {
            return text.replace("TABLE", name);
        }
    }

    /** Makes all changes, first those that publish anew, and waits until they were seen. */
    public ChangedErp(List<Case> cases) throws SQLException {
        bed = ShopBed.capturingAll(
                cases.stream().map(ChangedErp::schema).collect(Collectors.joining())
                        + "create table steady (id integer primary key, v text); insert into steady values (1, 'v');",
                "public");
        bed.load();
        bed.capture();
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        for (boolean publishes : new boolean[] {true, false}) {
            for (Case one : cases) {
                if (one.sql().contains(INIT) == publishes) {
                    for (String piece : one.sql().split(";;")) {
                        bed.erp(one.of(piece.replace(INIT, Preflight.sourceSetupSql(bed.settings()))
                                .replace("PUBLICATION", bed.settings().publication())));
                    }
                }
            }
        }
        awaitLook("first");
        awaitLook("second");
        bed.awaitApplied();
    }

    /** The statements in one transaction, in which the table is not published. */
    public static String outOfPublication(String sql) {
        return "begin; alter publication PUBLICATION drop table TABLE; " + sql + "; INIT commit";
    }

    /** The statements as transactions of their own. */
    public static String separately(String... statements) {
        return Stream.of(statements).map(sql -> "begin; " + sql + "; commit;").collect(Collectors.joining(" "));
    }

    /** Waits until the watch over the catalogue knows a change that is harmless. */
    private void awaitLook(String mark) throws SQLException {
        bed.erp("alter table steady alter v set default '" + mark + "'");
        String row = bed.erpRows("select xmin from pg_attribute where attrelid = 'steady'::regclass and attname = 'v'")
                .get(0);
        bed.await(
                "the " + mark + " look",
                () -> bed.hubRows(
                                "select source_identity ->> 'row of v' from hub.source_table where source_table = 'steady'")
                        .contains(row));
    }

    private static String schema(Case one) {
        boolean isPartitioned = one.name().startsWith("part_");
        String sql = "create type TABLE_mood as enum ('sad', 'ok');"
                + " create table TABLE (id integer primary key, a text, b text, c numeric(10,2), q integer, v varchar(5),"
                + " e TABLE_mood)" + (isPartitioned ? " partition by range (id);" : ";")
                + (isPartitioned ? " create table TABLE_1 partition of TABLE for values from (1) to (100);" : "")
                + (one.name().startsWith("full_") ? " alter table TABLE replica identity full;" : "")
                + " insert into TABLE values (1, 'a1', 'b1', 10, 1, 'v', 'sad'), (2, 'a2', 'b2', 20, 2, 'v', 'ok'); "
                + one.before() + ";\n";
        return one.of(sql);
    }

    /** Asserts that the case's table is paused for its reason, or equals the ERP and goes on. */
    public void assertAsExpected(Case one) throws SQLException {
        if (one.reason() == null) {
            assertThat(state(one.name())).isEqualTo("following|null");
            assertThat(differences(one.name())).isEmpty();
        } else {
            bed.await(one.name() + " to be paused", () -> state(one.name()).startsWith("stopped|"));
            assertThat(state(one.name())).contains(one.of(one.reason()));
        }
    }

    /** Asserts that a table to which nothing happened goes on. */
    public void assertOthersFlow() throws SQLException {
        bed.erp("insert into steady values (2, 'new')");
        bed.awaitApplied();
        assertThat(state("steady")).isEqualTo("following|null");
        assertThat(differences("steady")).isEmpty();
    }

    @Override
    public void close() throws SQLException {
        bed.close();
    }

    private List<String> differences(String table) throws SQLException {
        return bed.differences(bed.settings().pack().findTable("public", table).orElseThrow());
    }

    private String state(String table) throws SQLException {
        return bed.hubRows("select table_state, table_state_detail from hub.source_table where source_table = '" + table
                        + "'")
                .get(0);
    }
}
