package yecai.cdc.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.Problem;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.connection.FreePort;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * A primary of the ERP with a standby that takes its place. Each test makes a standby of the server that is the primary by then, and
 * leaves hub and ERP equal. The hub's URL names all of them.
 */
class FailoverIT {
    private static final int MOST_SERVERS = 4;

    private static Cluster cluster;
    private static ShopBed bed;

    /** The ERP at one address, whichever of its servers is the primary. */
    private static final class Cluster implements TestServer {
        private final List<Integer> ports = new ArrayList<>();
        private final List<FolderServer> servers = new ArrayList<>();

        void start() throws IOException {
            while (ports.size() < MOST_SERVERS) {
                ports.add(FreePort.find());
            }
            servers.add(FolderServer.create(ports.get(0), Map.of()));
        }

        FolderServer primary() {
            return servers.get(servers.size() - 1);
        }

        /** Makes a standby, which the test is to promote. */
        FolderServer addStandby(boolean keepsSlots) throws IOException, SQLException {
            FolderServer standby = primary()
                    .standby(ports.get(servers.size()), Map.of("sync_replication_slots", keepsSlots ? "on" : "off"));
            servers.add(standby);
            return standby;
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return primary().port();
        }

        @Override
        public String url(String database) {
            return ports.stream()
                            .map(port -> host() + ":" + port)
                            .collect(Collectors.joining(",", "jdbc:postgresql://", "/" + database))
                    // the driver remembers which host is a standby, for ten seconds unless told otherwise
                    + "?targetServerType=primary&hostRecheckSeconds=0";
        }

        @Override
        public void close() {
            servers.forEach(FolderServer::close);
        }
    }

    @BeforeAll
    static void open() throws Exception {
        cluster = new Cluster();
        cluster.start();
        bed = new ShopBed(
                ShopBed.SCHEMA + "insert into client select n, 'client ' || n from generate_series(3, 500) as n;",
                erp -> ShopBed.pack("shop"),
                cluster,
                TestServers.shared(Role.HUB));
        bed.load();
    }

    @AfterEach
    void stopCapture() {
        bed.stopCapture();
    }

    @AfterAll
    static void close() throws SQLException {
        bed.close();
        cluster.close();
    }

    private static String slot(String column) {
        return "select " + column + " from pg_replication_slots where slot_name = '"
                + bed.settings().slot() + "'";
    }

    /** The standby keeps a slot for good when its own log reaches back to where the primary's slot begins. */
    private static void awaitSlotOn(FolderServer standby) throws SQLException {
        bed.await("the standby keeps the slot", () -> {
            bed.erp("select pg_log_standby_snapshot()");
            bed.erp("update client set name = name where id = 1");
            return standby.rows("postgres", slot("synced and not temporary")).equals(List.of("t"));
        });
    }

    private static List<String> epochs() throws SQLException {
        return bed.hubRows("select detail ->> 'timeline', detail ->> 'reason' from hub.audit where action = 'epoch'"
                + " and subject = '" + bed.settings().source() + "' order by audit desc limit 1");
    }

    private static List<String> repairs() throws SQLException {
        return bed.hubRows("select count(*) from hub.audit where action = 'repair'");
    }

    private static int timeline() throws SQLException {
        return Integer.parseInt(bed.hubRows("select timeline from hub.source where source = '"
                        + bed.settings().source() + "'")
                .get(0));
    }

    /** The same source, read from another server. */
    private static SourceSettings at(FolderServer server) throws SQLException {
        SourceSettings known = bed.settings();
        String database = bed.erpRows("select current_database()").get(0);
        return new SourceSettings(
                known.source(),
                known.pack(),
                new Server(server.url(database), known.erp().user(), ""),
                known.hub(),
                known.slot(),
                known.publication(),
                known.tuning());
    }

    private static ReconcileReport repair() {
        return new NewSlotRepair(bed.settings()).run(ShopBed.reconcileOptions(), LoadProgress.SILENT);
    }

    private static void assertGoesOn() throws SQLException {
        bed.erp(
                "update client set name = name || '!' where id < 50; delete from client where id = (select max(id) from client)");
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
    }

    @Test
    void promotedStandbyThatKeepsTheSlot_isFollowedWithoutAGap() throws Exception {
        assertThat(bed.erpRows(slot("failover"))).containsExactly("t");
        int before = timeline();
        List<String> repairsBefore = repairs();
        Capture capture = bed.capture();
        FolderServer primary = cluster.primary();
        FolderServer standby = cluster.addStandby(true);
        awaitSlotOn(standby);
        bed.erp("insert into client values (1001, 'before the switch'); delete from client where id = 400");

        primary.stop();
        standby.run("postgres", "select pg_promote(true, 600)");
        bed.erp("insert into client values (1002, 'after the switch'); update client set name = 'x' where id = 401");
        bed.awaitApplied();

        assertThat(capture.ended()).isNotDone();
        assertThat(bed.differences()).isEmpty();
        assertThat(timeline()).isEqualTo(before + 1);
        assertThat(epochs())
                .singleElement()
                .asString()
                .startsWith((before + 1) + "|")
                .contains("up to the hub's position both are the same");
        assertThat(repairs()).isEqualTo(repairsBefore);
        assertGoesOn();
    }

    @Test
    void promotedStandbyWithoutTheSlot_isRefused_andRepaired() throws Exception {
        bed.capture();
        bed.awaitApplied();
        FolderServer primary = cluster.primary();
        FolderServer standby = cluster.addStandby(false);
        bed.stopCapture();
        assertThat(Preflight.check(at(standby)))
                .extracting(Problem::toString)
                .anySatisfy(problem -> assertThat(problem).contains("is a standby", "name its primary"));
        bed.erp("update client set name = 'not yet captured' where id between 10 and 12");

        primary.stop();
        standby.run("postgres", "select pg_promote(true, 600)");
        bed.erp("insert into client values (1010, 'after the switch')");

        assertThatThrownBy(bed::capture)
                .hasMessageContainingAll("was promoted", "had no copy of it", "yecai reconcile --new-slot");
        ReconcileReport report = repair();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.tables().get(0))
                .matches(table -> table.changed() == 3 && table.missing() == 1 && table.extra() == 0);
        assertThat(bed.differences()).isEmpty();
        assertThat(epochs()).singleElement().asString().contains("had no copy of it");
        bed.capture();
        assertGoesOn();
    }

    /** The hub holds what the promoted standby never received. The slot that it keeps would go on over that. */
    @Test
    void promotedStandbyThatLagged_isRefused_andTheHubLosesWhatTheErpLost() throws Exception {
        bed.capture();
        FolderServer primary = cluster.primary();
        FolderServer standby = cluster.addStandby(true);
        awaitSlotOn(standby);
        assertThat(Preflight.warnings(bed.settings()))
                .anySatisfy(warning ->
                        assertThat(warning).contains("synchronized_standby_slots = 'standby_" + standby.port() + "'"));
        standby.run("postgres", "alter system set primary_conninfo = ''");
        standby.run("postgres", "select pg_reload_conf()");
        bed.await(
                "the standby receives nothing",
                () -> standby.rows("postgres", "select 1 from pg_stat_wal_receiver")
                        .isEmpty());
        bed.erp("insert into client values (1020, 'lost'); update client set name = 'lost' where id between 20 and 21");
        bed.awaitApplied();
        bed.stopCapture();

        primary.crash();
        standby.run("postgres", "select pg_promote(true, 600)");
        assertThat(bed.erpRows(slot("synced"))).containsExactly("t");
        assertThatThrownBy(bed::capture)
                .hasMessageContainingAll("which it left at", "before the hub's position", "yecai reconcile --new-slot");

        // also when its log has become longer than the hub's position
        bed.erp("insert into client values (1021, 'after the switch')");
        bed.erp("select pg_switch_wal()");
        bed.erp("update client set name = name where id = 1");
        assertThatThrownBy(bed::capture).hasMessageContaining("which it left at");
        ReconcileReport report = repair();
        assertThat(report.isEqual()).isTrue();
        assertThat(report.tables().get(0))
                .matches(table -> table.changed() == 2 && table.missing() == 1 && table.extra() == 1);
        assertThat(bed.differences()).isEmpty();
        bed.capture();
        assertGoesOn();
    }
}
