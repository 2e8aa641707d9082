package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadLimits;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;

/** The first copy: in parts, with limits, and interrupted. */
final class LoadIT {
    private static final int TABLES = 5;
    private static final LoadLimits SMALL_PARTS = LoadLimits.of(2).withPartBlocks(3);

    private final AtomicBoolean writing = new AtomicBoolean();
    private ShopBed bed;

    @BeforeEach
    void start() throws SQLException {
        StringBuilder schema = new StringBuilder();
        for (int i = 1; i <= TABLES; i++) {
            schema.append("create table t")
                    .append(i)
                    .append(" (id integer primary key, amount numeric(14, 2), note text);\n");
            schema.append("alter table t").append(i).append(" alter column note set storage external;\n");
            schema.append("insert into t")
                    .append(i)
                    .append(" select n, n / 3.0, case when n % 100 = 0 then repeat('x', 3000)")
                    .append(" else 'row ' || n end from generate_series(1, ")
                    .append(600 * (TABLES - i) + 500)
                    .append(") as n;\nanalyze t")
                    .append(i)
                    .append(";\n");
        }
        bed = ShopBed.capturingAll(schema.toString(), "public");
    }

    @AfterEach
    void stop() throws SQLException {
        writing.set(false);
        bed.close();
    }

    /** Ends the process, as it were, when so many tables are copied. */
    private static final class StopAfter implements LoadProgress {
        private final int tables;
        private final List<String> copied = Collections.synchronizedList(new ArrayList<>());
        private final List<String> phases = Collections.synchronizedList(new ArrayList<>());

        StopAfter(int tables) {
            this.tables = tables;
        }

        @Override
        public void phase(String what) {
            phases.add(what);
        }

        @Override
        public void copied(String table, long rows) {
            copied.add(table);
            if (copied.size() >= tables) {
                throw new IllegalStateException("killed");
            }
        }
    }

    @Test
    void load_copiesEachRowOnce_inParts() throws SQLException {
        long rows = new InitialLoad(bed.settings(), SMALL_PARTS).run(LoadProgress.SILENT);

        assertThat(rows).isEqualTo(600 * 10 + 500 * TABLES);
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows(
                        "select tables, tables_done, expected_rows, copied_rows, expected_bytes = copied_bytes, seconds_left"
                                + " from hub.load_progress"))
                .containsExactly("5|5|8500|8500|t|0");
        assertThat(bed.hubRows("select rows_per_second > 0 and bytes_per_second > 0 from hub.load_progress"))
                .containsExactly("t");
    }

    /** A snapshot does not keep the rows of a table that is rewritten before they are read. */
    @Test
    void load_pausesATableThatIsRewrittenBeforeItIsCopied_insteadOfTakingItForEmpty() throws SQLException {
        AtomicBoolean once = new AtomicBoolean();
        LoadProgress progress = new LoadProgress() {
            @Override
            public void phase(String what) {}

            @Override
            public void copied(String table, long rows) {
                if (once.compareAndSet(false, true)) {
                    rewrite("t5");
                }
            }
        };
        new InitialLoad(bed.settings(), LoadLimits.of(1)).run(progress);

        assertThat(bed.hubRows(
                        "select source_table, table_state_detail from hub.source_table where table_state = 'stopped'"))
                .singleElement()
                .asString()
                .startsWith("t5|table public.t5 was truncated or rewritten in the ERP")
                .contains("yecai load --again public.t5");
        bed.capture();
        new TableReload(bed.settings(), Capture::forReload)
                .run(List.of("public.t5"), TableReload.Decision.ACCEPT, LoadProgress.SILENT);
        assertThat(bed.differences()).isEmpty();
    }

    private void rewrite(String table) {
        try {
            bed.erp("alter table " + table + " add more text default random()::text");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void load_keepsTheLimitOfBytes() throws SQLException {
        bed.erp("insert into t5 select n, 0, repeat('y', 2000) from generate_series(10001, 10500) as n");
        long start = System.nanoTime();
        new InitialLoad(bed.settings(), SMALL_PARTS.withMegabytesPerSecond(1)).run(LoadProgress.SILENT);

        // more than 1.2 MB are copied
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(1.2);
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void load_resumesAfterEachCrash_withoutCopyingAgain_whileTheErpIsAtWork() throws Exception {
        CompletableFuture<Void> writer = work();
        List<String> copied = new ArrayList<>();
        int crashes = 0;
        while (true) {
            StopAfter progress = new StopAfter(1);
            try {
                new InitialLoad(bed.settings(), LoadLimits.of(1).withPartBlocks(3)).run(progress);
                copied.addAll(progress.copied);
                break;
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessage("killed");
                copied.addAll(progress.copied);
                crashes++;
            }
            assertThat(bed.hubRows("select state, position is null from hub.source"))
                    .containsExactly("loading|t");
            assertThatThrownBy(() -> new Capture(bed.settings()).start()).hasMessageContaining("is not complete");
            // business while nothing runs: the copied tables fall behind
            // (the lock keeps the two writers from a deadlock: both take t1 first)
            bed.erp("begin; lock table t1, t2, t3, t4 in share row exclusive mode;"
                    + " update t1 set amount = amount + 1 where id % 7 = 0; delete from t2 where id % 11 = " + crashes
                    + "; update t3 set id = id + 100000 where id % 13 = " + crashes
                    + "; insert into t4 select n, 1, repeat('z', 2500) from generate_series(" + 200_000 * crashes + ", "
                    + (200_000 * crashes + 50) + ") as n; update t1 set id = -id where id % 100 = 0 and id % 3 = "
                    + crashes % 3 + "; commit");
        }
        writing.set(false);
        writer.join();

        assertThat(crashes).isEqualTo(TABLES);
        assertThat(copied).hasSize(TABLES).doesNotHaveDuplicates();
        bed.capture();
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select state, load_position is null, position is not null from hub.source"))
                .containsExactly("streaming|t|t");
    }

    @Test
    void load_startsOver_ifATableWasChangedMeanwhile() throws SQLException {
        assertThatThrownBy(() -> new InitialLoad(bed.settings(), SMALL_PARTS).run(new StopAfter(2)))
                .hasMessage("killed");
        bed.redefine("t2", "alter table t2 alter column amount type numeric(16, 3)");
        StopAfter progress = new StopAfter(100);
        new InitialLoad(bed.settings(), SMALL_PARTS).run(progress);

        assertThat(progress.copied).hasSize(TABLES);
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void load_startsOver_ifTheSlotIsGone_orTheLogIsAnother_orItIsAskedTo() throws SQLException {
        assertThatThrownBy(() -> new InitialLoad(bed.settings(), SMALL_PARTS).run(new StopAfter(2)))
                .hasMessage("killed");
        bed.erp("select pg_drop_replication_slot('" + bed.settings().slot() + "')");
        StopAfter second = new StopAfter(3);
        assertThatThrownBy(() -> new InitialLoad(bed.settings(), SMALL_PARTS).run(second))
                .hasMessage("killed");
        // the log is another one than that of the copied tables
        bed.hub("update hub.source set timeline = timeline + 7");
        StopAfter third = new StopAfter(3);
        assertThatThrownBy(() -> new InitialLoad(bed.settings(), SMALL_PARTS).run(third))
                .hasMessage("killed");
        StopAfter fourth = new StopAfter(100);
        new InitialLoad(bed.settings(), SMALL_PARTS).startOver(fourth);

        assertThat(second.phases).noneMatch(phase -> phase.startsWith("resuming an interrupted load"));
        assertThat(third.phases).noneMatch(phase -> phase.startsWith("resuming an interrupted load"));
        assertThat(fourth.copied).hasSize(TABLES);
        assertThat(bed.differences()).isEmpty();
    }

    private CompletableFuture<Void> work() {
        writing.set(true);
        return CompletableFuture.runAsync(() -> {
            try (Connection erp = bed.openErp();
                    Statement statement = erp.createStatement()) {
                erp.setAutoCommit(false);
                for (int n = 1_000_000; writing.get(); n++) {
                    for (int table = 1; table <= TABLES; table++) {
                        statement.execute("insert into t" + table + " values (" + n + ", " + n % 1000 + ", 'new')");
                        statement.execute("update t" + table + " set amount = amount + 1 where id in (" + n % 499 + ", "
                                + (n - 3) + ")");
                        statement.execute("delete from t" + table + " where id = " + (n - 5));
                    }
                    erp.commit();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                }
            } catch (SQLException problem) {
                throw new IllegalStateException(problem);
            }
        });
    }
}
