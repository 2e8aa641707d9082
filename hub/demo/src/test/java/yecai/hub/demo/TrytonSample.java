package yecai.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.PackLoader;

/** The sample of Tryton's tables that the pack is tested on, as an ERP: its companies are CO-CN in yuan and CO-US in dollars. */
final class TrytonSample {
    private static final String DATABASE = "tryton";
    private static final String CAPTURE = "yecai_tryton";

    private final EmbeddedServer server;
    private final SourceSettings settings;

    private TrytonSample(EmbeddedServer server, SourceSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Makes its database on a server, and lets the hub in. */
    static TrytonSample on(EmbeddedServer server, Server hub) throws SQLException {
        try (Connection admin = server.openAsAdmin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        Server capture = server.login(DATABASE, CAPTURE, EmbeddedServer.newPassword());
        TrytonSample sample =
                new TrytonSample(server, new SourceSettings("tryton", PackLoader.load("tryton"), capture, hub));
        try (Connection admin = sample.open();
                Statement statement = admin.createStatement()) {
            statement.execute(sql());
            statement.execute(Preflight.sourceSetupSql(sample.settings));
        }
        server.setPassword(CAPTURE, capture.password());
        return sample;
    }

    SourceSettings settings() {
        return settings;
    }

    Connection open() throws SQLException {
        return server.openAsAdmin(DATABASE);
    }

    private static String sql() {
        try (InputStream packed = TrytonSample.class.getResourceAsStream("/yecai/packs/tryton/fixtures/sample.sql.gz");
                InputStream sql = new GZIPInputStream(packed)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
