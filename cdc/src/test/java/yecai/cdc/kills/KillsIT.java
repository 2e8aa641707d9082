package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.ShopBed;
import yecai.cdc.progress.Lsn;
import yecai.sql.Waiting;

/**
 * Kills at every phase, under writers that never stop: afterwards everything is as if nothing had happened, and no
 * transaction came twice. {@code -Dyecai.kills=60 -Dyecai.seed=…} makes it longer.
 */
class KillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillsIT.class);
    private static final int KILLS = Integer.getInteger("yecai.kills", 20);
    private static final long SEED = Long.getLong("yecai.seed", 1L);

    private static RestartableServer erpServer;
    private static RestartableServer hubServer;
    private static ShopBed bed;
    private static Path log;
    private static Process process;
    private int kills;
    private int inOpenTransaction;

    @BeforeAll
    static void open() throws Exception {
        log = Files.createTempFile("yecai-kills", ".log");
        erpServer = RestartableServer.start();
        hubServer = RestartableServer.start();
        bed = new ShopBed(ShopBed.SCHEMA, erp -> ShopBed.pack("shop"), erpServer, hubServer);
    }

    @AfterAll
    static void close() throws Exception {
        endProcess();
        bed.stopCapture();
        erpServer.close();
        hubServer.close();
        Files.deleteIfExists(log);
    }

    @Test
    void killsAtEveryPhase_loseNothingAndDoubleNothing() throws Exception {
        killWhileLoading();
        bed.load();
        List<KillSite> plan = plan();
        long before = clients();
        bed.capture();
        try (ShopWriters writers = new ShopWriters(bed, 3, SEED)) {
            for (KillSite site : plan) {
                kill(site, writers);
                writers.pause();
                try {
                    awaitAllApplied();
                    assertThat(bed.differences())
                            .as("after kill %s, %s", kills, site)
                            .isEmpty();
                    assertThat(applied())
                            .as("transactions after kill %s", kills)
                            .isEqualTo(clients() - before);
                    assertThat(bed.hubRows("select count(*) from canon.sales_order"))
                            .isEqualTo(bed.erpRows("select count(*) from orders"));
                } finally {
                    writers.resume();
                }
            }
        }
        LOG.info("{} kills, {} of them inside an open transaction of the hub", kills, inOpenTransaction);
        assertThat(kills).isGreaterThanOrEqualTo(KILLS);
        assertThat(inOpenTransaction).isGreaterThanOrEqualTo((int)
                plan.stream().filter(KillSite::isInOpenTransaction).count());
    }

    private static List<KillSite> plan() {
        List<KillSite> plan = new ArrayList<>();
        Random random = new Random(SEED);
        while (plan.size() < KILLS - 2) {
            List<KillSite> round = new ArrayList<>(List.of(KillSite.values()));
            Collections.shuffle(round, random);
            plan.addAll(round);
        }
        return plan.subList(0, Math.max(KillSite.values().length, KILLS - 2));
    }

    /** The process, then the ERP's sessions die while tables are being copied; the load then simply starts over. */
    private void killWhileLoading() throws Exception {
        bed.erp("insert into orders select n, 'C1', 1, 'L' || n, '2026-01-01', 'CNY', repeat('l', 1000) from"
                + " generate_series(1000001, 1100000) as n");
        for (boolean ofProcess : new boolean[] {true, false}) {
            bed.await("a load to be killed", () -> killedWhileLoading(ofProcess));
            assertThat(bed.hubRows("select state from hub.source")).containsExactly("loading");
        }
        bed.erp("delete from orders where id > 1000000");
        bed.erp("vacuum (full, analyze) orders");
    }

    /** Returns false if the load had ended before it could be killed, or could not begin since the last one's session was there. */
    private boolean killedWhileLoading(boolean ofProcess) throws SQLException {
        bed.erp("select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active");
        try (Connection hub = bed.openHub();
                Statement statement = hub.createStatement()) {
            hub.setAutoCommit(false);
            process = CaptureProcess.start(bed.settings(), "load", log);
            bed.await(
                    "the slot",
                    () -> !process.isAlive()
                            || bed.erpRows("select count(*) from pg_replication_slots where slot_name = '"
                                            + bed.settings().slot() + "'")
                                    .equals(List.of("1")));
            // a copied table is noted there
            statement.execute("lock table hub.source_table in share mode");
            bed.await("a copy that waits", () -> !process.isAlive() || loadWaits());
            boolean waits = loadWaits();
            if (waits && ofProcess) {
                endProcess();
            } else if (waits) {
                bed.erp("select pg_terminate_backend(pid) from pg_stat_activity where application_name like"
                        + " 'yecai load%'");
            }
            hub.rollback();
            if (process != null) {
                assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(waits && process.exitValue() == 0).isFalse();
            }
            if (waits) {
                note("load, " + (ofProcess ? "the process" : "the ERP's sessions"), "copying tables", false);
            }
            return waits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean loadWaits() throws SQLException {
        return bed.hubRows("select count(*) > 0 from pg_stat_activity where"
                        + " application_name like 'yecai load%' and wait_event_type = 'Lock'")
                .equals(List.of("t"));
    }

    private void kill(KillSite site, ShopWriters writers) throws Exception {
        boolean inProcess = site.name().startsWith("PROCESS");
        if (inProcess) {
            bed.stopCapture();
            process = CaptureProcess.start(bed.settings(), "capture", log);
            awaitPhase("streaming");
        }
        switch (site) {
            case HUB_SESSION_WHILE_COPYING -> killWhileCopying(site, writers);
            case HUB_SESSION_WHILE_MERGING, PROCESS_WHILE_MERGING, HUB_SERVER_WHILE_MERGING ->
                killBehind(site, "lock table " + bed.mirror() + ".orders in share mode");
            case HUB_SESSION_WHILE_DERIVING, PROCESS_WHILE_DERIVING ->
                killBehind(site, "lock table canon.sales_order in share mode");
            case HUB_SESSION_BEFORE_COMMIT, PROCESS_BEFORE_COMMIT ->
                killBehind(site, "select 1 from hub.source for update");
            case HUB_SESSION_AFTER_COMMIT, PROCESS_AFTER_COMMIT -> {
                long position = position();
                bed.await("a commit", () -> position() > position);
                strike(site);
            }
            case LOG_SESSION_WHILE_READING, ERP_SERVER_WHILE_READING -> {
                writers.writeLarge();
                TimeUnit.MILLISECONDS.sleep(50);
                strike(site);
            }
            case LOG_SESSION_BEFORE_ACKNOWLEDGEMENT -> {
                bed.await("a commit that is not acknowledged", () -> position() > acknowledged());
                strike(site);
            }
            case LOG_SESSION_AFTER_ACKNOWLEDGEMENT -> {
                long position = position();
                bed.await("an acknowledgement", () -> acknowledged() >= position);
                strike(site);
            }
            case ERP_SESSIONS -> strike(site);
        }
        if (inProcess) {
            awaitEndOfItsSessions();
            bed.capture();
        }
    }

    /** Lets the capture run into a lock, so that it stands in the wanted phase, and kills it there. */
    private void killBehind(KillSite site, String lock) throws Exception {
        try (Connection hub = bed.openHub();
                Statement statement = hub.createStatement()) {
            hub.setAutoCommit(false);
            statement.execute(lock);
            try {
                bed.await(
                        "the capture to run into " + lock,
                        () -> bed.hubRows(
                                        "select count(*) > 0 from"
                                                + " pg_stat_activity where application_name like 'yecai capture%' and wait_event_type = 'Lock'")
                                .equals(List.of("t")));
            } catch (AssertionError e) {
                throw new AssertionError(
                        e.getMessage() + "; sessions of the hub: "
                                + bed.hubRows(
                                        "select application_name, state, wait_event_type, wait_event, left(query, 80) from"
                                                + " pg_stat_activity where datname = current_database()")
                                + "; of the ERP: "
                                + bed.erpRows(
                                        "select application_name, state, wait_event_type, wait_event, left(query, 80) from"
                                                + " pg_stat_activity where datname = current_database()"),
                        e);
            }
            strike(site);
            if (site != KillSite.HUB_SERVER_WHILE_MERGING) {
                hub.rollback();
            }
        } catch (SQLException e) {
            if (site != KillSite.HUB_SERVER_WHILE_MERGING) {
                throw e;
            }
        }
    }

    private void killWhileCopying(KillSite site, ShopWriters writers) throws Exception {
        bed.await("a copy to be seen", () -> {
            writers.writeLarge();
            List<String> hit = bed.hubRows("""
                    create or replace function pg_temp.strike() returns text language plpgsql as $$
                    declare r record;
                    begin
                        for i in 1 .. 20000 loop
                            perform pg_stat_clear_snapshot();
                            select pid, query into r from pg_stat_activity where application_name like 'yecai capture%'
                                and state = 'active' and query ilike 'copy pg_temp%' limit 1;
                            if found then
                                perform pg_terminate_backend(r.pid);
                                return r.query;
                            end if;
                        end loop;
                        return null;
                    end $$; select pg_temp.strike()""");
            if (hit.get(0).equals("null")) {
                return false;
            }
            note(site.victim(), hit.get(0), true);
            return true;
        });
    }

    private void strike(KillSite site) throws Exception {
        List<String> doing = bed.hubRows("""
                select coalesce(left(regexp_replace(query, '\\s+', ' ', 'g'), 60), '') from pg_stat_activity
                where application_name like 'yecai capture%' and backend_xid is not null
                """);
        note(site.victim() + ", " + site, doing.isEmpty() ? "nothing open" : doing.get(0), !doing.isEmpty());
        if (site.isInOpenTransaction()) {
            assertThat(doing).as("open transactions at %s", site).isNotEmpty();
        }
        switch (site) {
            case HUB_SESSION_WHILE_COPYING,
                    HUB_SESSION_WHILE_MERGING,
                    HUB_SESSION_WHILE_DERIVING,
                    HUB_SESSION_BEFORE_COMMIT,
                    HUB_SESSION_AFTER_COMMIT ->
                bed.hub(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'yecai capture%'");
            case PROCESS_WHILE_MERGING, PROCESS_WHILE_DERIVING, PROCESS_BEFORE_COMMIT, PROCESS_AFTER_COMMIT ->
                endProcess();
            case LOG_SESSION_WHILE_READING, LOG_SESSION_BEFORE_ACKNOWLEDGEMENT, LOG_SESSION_AFTER_ACKNOWLEDGEMENT ->
                bed.erp("select pg_terminate_backend(active_pid) from pg_replication_slots where active");
            case ERP_SESSIONS ->
                bed.erp("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'erp_reader%'");
            case HUB_SERVER_WHILE_MERGING -> {
                hubServer.crash();
                hubServer.startAgain();
            }
            case ERP_SERVER_WHILE_READING -> {
                erpServer.crash();
                erpServer.startAgain();
            }
        }
    }

    private void note(String victim, String doing, boolean open) {
        kills++;
        if (open) {
            inOpenTransaction++;
        }
        LOG.info(
                "kill {}: {}{}; the hub session was at: {}",
                kills,
                victim,
                open ? ", inside an open transaction" : "",
                doing);
    }

    private static void endProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
            process = null;
        }
    }

    /** The server ends the sessions of a process that is dead when it finds out. */
    private static void awaitEndOfItsSessions() throws SQLException {
        String sessions = "select from pg_stat_activity where application_name like 'yecai capture%'";
        bed.await(
                "the sessions of the process to end",
                () -> bed.hubRows(sessions).isEmpty());
    }

    private static void awaitPhase(String phase) throws SQLException {
        bed.await(
                "state " + phase,
                () -> bed.hubRows("select state from hub.source").equals(List.of(phase)));
    }

    /** The writers rest: no further log comes but the marks of the capture itself. */
    private static void awaitAllApplied() throws SQLException {
        bed.awaitApplied();
    }

    private static long position() throws SQLException {
        return Lsn.parse(bed.hubRows("select position from hub.source").get(0));
    }

    private static long acknowledged() throws SQLException {
        return Lsn.parse(bed.erpRows("select confirmed_flush_lsn from pg_replication_slots where slot_name = '"
                        + bed.settings().slot() + "'")
                .get(0));
    }

    private static long applied() throws SQLException {
        return Long.parseLong(
                bed.hubRows("select applied_transactions from hub.source").get(0));
    }

    private static long clients() throws SQLException {
        return Long.parseLong(bed.erpRows("select count(*) from client").get(0));
    }
}
