package yecai.cdc.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** The disk with the hub's data is full for a time: nothing is lost, and nobody need start anything again but a load. */
class FullDiskIT {
    private Path folder;
    private FolderServer hub;
    private ShopBed bed;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createTempDirectory("yecai-disk");
        SmallDisk disk = new SmallDisk(folder, 128);
        assumeTrue(
                disk.isPossible(),
                "this system lets nobody mount a file system in a namespace (unshare --user --map-root-user --mount)");
        hub = FolderServer.create(disk);
        bed = new ShopBed(
                ShopBed.SCHEMA + orders(1_000, 20_000),
                source -> ShopBed.pack("shop"),
                TestServers.shared(Role.ERP),
                hub);
        hub.run("postgres", "create tablespace small location '" + folder + "'");
        hub.run(
                "postgres",
                "alter database " + bed.hubRows("select current_database()").get(0) + " set tablespace small");
    }

    @AfterEach
    void close() throws Exception {
        if (bed != null) {
            bed.close();
        }
        if (hub != null) {
            hub.close();
        }
        Files.delete(folder);
    }

    private static String orders(int first, int count) {
        return "insert into orders select n, 'C' || n % 3, 1 + n % 2, 'S-' || n, '2026-01-05', 'CNY', md5(n::text)"
                + " from generate_series(" + first + ", " + (first + count - 1) + ") as n;";
    }

    /** Fills the disk; a full disk may let nobody begin a session, so this one is open before it. */
    private Connection fill() throws SQLException {
        Connection aside = bed.openHub();
        run(aside, "create table public.filler (v text)");
        run(
                aside,
                "do $$ begin loop begin insert into public.filler select repeat('x', 2000) from generate_series(1, 500);"
                        + " exception when disk_full then exit; end; end loop; end $$");
        return aside;
    }

    private static void makeRoom(Connection aside) throws SQLException {
        run(aside, "drop table public.filler");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void load_saysThatTheDiskIsFull_andResumes_andACaptureWaitsUntilThereIsRoom() throws SQLException {
        try (Connection aside = fill()) {
            assertThatThrownBy(bed::load).hasMessageContaining("No space left on device");
            makeRoom(aside);
        }
        bed.load();
        assertThat(bed.differences()).isEmpty();

        Capture capture = bed.capture();
        bed.erp("insert into client values (50, 'before')");
        bed.awaitApplied();
        try (Connection aside = fill()) {
            bed.erp(orders(30_000, 30_000) + "delete from orders where id < 2000");
            bed.await(
                    "the capture to try again and again",
                    () -> capture.metrics().restarts() >= 3);
            assertThat(count(aside, "select count(*) from " + bed.mirror() + ".orders where id >= 30000"))
                    .isZero();
            makeRoom(aside);
        }
        bed.awaitApplied();
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select distinct table_state from hub.source_table"))
                .containsExactly("following");
        bed.await("the capture to stream", capture::isStreaming);
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
