package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;

/** Time limits that administrators set for their databases end neither a load nor a capture. */
class TimeoutsIT {
    private static final List<String> LIMITS = List.of(
            "statement_timeout = '700ms'",
            "idle_in_transaction_session_timeout = '400ms'",
            "transaction_timeout = '1200ms'",
            "lock_timeout = '10ms'",
            "idle_session_timeout = '800ms'");

    private static String limit(String own) {
        StringBuilder sql = new StringBuilder();
        for (String limit : LIMITS) {
            String name = limit.substring(0, limit.indexOf(' '));
            // set on the role, too, which outranks the database
            sql.append("do $$ begin if exists (select from pg_settings where name = '")
                    .append(name)
                    .append("') then execute format('alter database %I set ")
                    .append(limit.replace("'", "''"))
                    .append("', current_database()); execute 'alter role ")
                    .append(own)
                    .append(" set ")
                    .append(limit.replace("'", "''"))
                    .append("'; end if; end $$;");
        }
        return sql.toString();
    }

    /** The test's own statements keep no such limit: they wait for this machine. */
    private static String exceptForTheTest() {
        StringBuilder sql = new StringBuilder("set statement_timeout = 0;");
        for (String limit : LIMITS) {
            String name = limit.substring(0, limit.indexOf(' '));
            sql.append(" do $$ begin if exists (select from pg_settings where name = '")
                    .append(name)
                    .append("') then execute format('alter role postgres in database %I set ")
                    .append(name)
                    .append(" = 0', current_database()); end if; end $$;");
        }
        return sql.toString();
    }

    private static String reset(String own) {
        return "set statement_timeout = 0; alter role " + own + " reset all;"
                + " do $$ begin execute format('alter database %I reset all', current_database()); end $$";
    }

    @Test
    void limitsOfTheErpAndTheHub_endNeitherLoadNorCapture() throws SQLException {
        String schema = "create table big (id integer primary key, v text);"
                + " insert into big select n, repeat('v', 100) from generate_series(1, 400000) as n;"
                + " create table small (id integer primary key, v text);";
        try (ShopBed bed = ShopBed.capturingAll(schema, "public")) {
            String login = bed.settings().erp().user();
            bed.erp(exceptForTheTest() + limit(login));
            bed.hub(exceptForTheTest() + limit("yecai_capture"));
            try {
                bed.load();
                Capture capture = bed.capture();
                // the applier is idle in a transaction of the hub while it waits, and works longer than any limit
                bed.erp("update big set v = 'w'");
                bed.erp("insert into small values (1, 'x')");
                bed.awaitApplied();
                bed.hub("set transaction_timeout = 0; set statement_timeout = 0; delete from " + bed.mirror()
                        + ".big where id % 1000 = 0");
                ReconcileReport report = new Reconciliation(bed.settings(), Capture::forReload)
                        .run(List.of(), ShopBed.reconcileOptions().withRepair(true), LoadProgress.SILENT);
                assertThat(report.isEqual()).isTrue();
                new TableReload(bed.settings(), Capture::forReload)
                        .run(List.of("public.big"), Decision.ACCEPT, LoadProgress.SILENT);
                assertThat(capture.metrics().failures()).isZero();
            } finally {
                bed.erp(reset(login));
                bed.hub(reset("yecai_capture"));
            }
            assertThat(bed.differences()).isEmpty();
        }
    }
}
