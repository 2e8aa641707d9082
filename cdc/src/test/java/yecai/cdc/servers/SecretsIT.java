package yecai.cdc.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.Capture;
import yecai.cdc.ShopBed;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** Passwords are changed at ERP and hub while the capture runs, in either order, and all its sessions end. */
class SecretsIT {
    /** The capture's logins need their passwords; administrators of the test do not. */
    private static final String ACCESS = """
            local all all trust
            host all postgres,yecai_migrate all trust
            host all all all scram-sha-256
            """;

    @TempDir
    private static Path folder;

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void capture_survivesNewPasswordsOfErpAndHub() throws Exception {
        Path access = Files.writeString(folder.resolve("pg_hba.conf"), ACCESS);
        Path erpSecret = Files.writeString(folder.resolve("erp"), "first");
        Path hubSecret = Files.writeString(folder.resolve("hub"), "first");
        try (TestServer server =
                TestServers.start(Role.ERP, Map.of("wal_level", "logical", "hba_file", access.toString()))) {
            try (ShopBed bed = new ShopBed(ShopBed.SCHEMA, erp -> ShopBed.pack("shop"), server, server)) {
                SourceSettings known = bed.settings();
                String login = known.erp().user();
                SourceSettings settings = new SourceSettings(
                        known.source(),
                        known.pack(),
                        new Server(known.erp().url(), login, () -> read(erpSecret)),
                        new Server(known.hub().url(), known.hub().user(), () -> read(hubSecret)),
                        known.slot(),
                        known.publication(),
                        known.tuning());
                bed.erp("alter role " + login + " password 'first'; alter role yecai_capture password 'first'");
                new InitialLoad(settings).run(LoadProgress.SILENT);
                try (Capture capture = new Capture(settings)) {
                    capture.start();
                    bed.erp("insert into client values (10, 'before')");
                    bed.awaitApplied();

                    // the server first: logins are refused until the secret is in its place
                    change(bed, login, "second");
                    awaitRefusal(bed, capture, 11);
                    Files.writeString(erpSecret, "second");
                    bed.awaitApplied();
                    change(bed, "yecai_capture", "second");
                    awaitRefusal(bed, capture, 12);
                    Files.writeString(hubSecret, "second");
                    bed.awaitApplied();

                    // the secret first
                    Files.writeString(erpSecret, "third");
                    Files.writeString(hubSecret, "third");
                    bed.erp("alter role " + login + " password 'third'");
                    change(bed, "yecai_capture", "third");
                    bed.erp("insert into client values (13, 'after')");
                    bed.awaitApplied();

                    assertThat(capture.metrics().failures()).isGreaterThanOrEqualTo(3);
                    assertThat(capture.ended()).isNotDone();
                    bed.await("it to stream", () -> capture.metrics().phase() == Phase.STREAMING);
                }
                assertThat(bed.differences()).isEmpty();
            }
        }
    }

    private static void change(ShopBed bed, String login, String password) throws SQLException {
        bed.erp("alter role " + login + " password '" + password + "'");
        bed.erp("select pg_terminate_backend(pid, 600000) from pg_stat_activity where usename = '" + login + "'");
    }

    private static void awaitRefusal(ShopBed bed, Capture capture, int client) throws SQLException {
        long failures = capture.metrics().failures();
        bed.erp("insert into client values (" + client + ", 'meanwhile')");
        bed.await("refused logins", () -> capture.metrics().failures() > failures);
        bed.await("it to wait", () -> capture.metrics().phase() == Phase.WAITING);
        assertThat(capture.ended()).isNotDone();
    }
}
