package yecai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.cdc.check.CheckReport;
import yecai.cdc.check.findings.Difference;
import yecai.sql.EmbeddedHub;
import yecai.sql.ServerVersion;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * The whole way from migration to revoked rights on the official images. The image is the ERP, and the hub as well unless
 * its release is below the hub's floor.
 */
final class ContainersIT {
    private static final String ORDERS = """
            create table customer_order (id integer primary key, company text not null, amount numeric(16, 2));
            insert into customer_order select n, 'C' || n % 2, n from generate_series(1, 1000) as n;
            create table item (code text primary key, name text);
            insert into item select 'M' || n, 'item ' || n from generate_series(1, 100) as n;
            """;

    @ParameterizedTest
    @ValueSource(strings = {"postgres:15", "postgres:16", "postgres:17", "postgres:18"})
    void image_isCapturedAndGoverned(String image) throws SQLException {
        assumeTrue(TestServers.isDockerAvailable(), "needs Docker, which does not answer on this machine");
        try (TestServer server = TestServers.startContainer(image)) {
            captureAndGovern(server, mayHoldTheHub(server) ? server : TestServers.shared(Role.HUB));
        }
    }

    /** The same on the servers that all tests run on, so that it is not first tried where Docker answers. */
    @Test
    void chosenServers_areCapturedAndGoverned() throws SQLException {
        captureAndGovern(TestServers.shared(Role.ERP), TestServers.shared(Role.HUB));
    }

    private static void captureAndGovern(TestServer erp, TestServer hub) throws SQLException {
        Pack pack = PackLoader.load("src/test/resources/packs/orders");
        try (CaptureOnServers trial = new CaptureOnServers(erp, hub, "orders", pack, ORDERS)) {
            assertThat(trial.load()).isEqualTo(1100);
            trial.startCapture();
            trial.change("update customer_order set amount = amount + 1 where id <= 10");
            trial.change("delete from customer_order where id = 1000");
            trial.change("update item set name = 'another' where code = 'M1'; delete from item where code = 'M2'");
            trial.awaitCaughtUp();
            CheckReport report = trial.check();
            // the pack has no control queries, which alone is reported
            assertThat(report.differences())
                    .extracting(Difference::kind)
                    .containsExactly(Difference.Kind.NO_CONTROL_TOTALS);
            trial.stopCapture();
            revokedScope_holdsAtOnce(trial);
        }
    }

    /** Also in the session that is open while the scope is taken away. */
    private static void revokedScope_holdsAtOnce(CaptureOnServers trial) throws SQLException {
        trial.hub().run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount) values ('orders', '1', 'C1', 10)""");
        String receipts = "select count(*) from finance.receipt";
        try (Connection finance = trial.openAsFinance()) {
            assertThat(EmbeddedHub.list(finance, receipts)).containsExactly("1");
            trial.hub()
                    .run(
                            "postgres",
                            "select hub.revoke_scope('" + trial.financePrincipal() + "', 'company', '*', 'test')");
            assertThat(EmbeddedHub.list(finance, receipts)).containsExactly("0");
        }
    }

    private static boolean mayHoldTheHub(TestServer server) throws SQLException {
        try (Connection admin = server.open("postgres", "postgres")) {
            ServerVersion.requireSupported(admin, false);
            return true;
        } catch (YecaiException tooOld) {
            return false;
        }
    }
}
