package yecai.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.pack.PackLoader;

/** The sample of an ERP's tables that a pack is tested on, as an ERP: its companies are CO-CN in yuan and CO-US in dollars. */
final class SampleErp {
    private final EmbeddedServer server;
    private final SourceSettings settings;

    private SampleErp(EmbeddedServer server, SourceSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Makes its database on a server, and lets the hub in. */
    static SampleErp on(EmbeddedServer server, Server hub, String pack, Map<String, String> companies)
            throws SQLException {
        String login = "yecai_" + pack;
        try (Connection admin = server.openAsAdmin("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + pack);
        }
        Server capture = server.login(pack, login, EmbeddedServer.newPassword());
        SampleErp sample =
                new SampleErp(server, new SourceSettings(pack, PackLoader.load(pack), capture, hub).with(companies));
        try (Connection admin = sample.open();
                Statement statement = admin.createStatement()) {
            statement.execute(sql(pack));
            statement.execute(Preflight.sourceSetupSql(sample.settings));
        }
        server.setPassword(login, capture.password());
        return sample;
    }

    SourceSettings settings() {
        return settings;
    }

    Connection open() throws SQLException {
        return server.openAsAdmin(settings.source());
    }

    private static String sql(String pack) {
        try (InputStream packed =
                        SampleErp.class.getResourceAsStream("/yecai/packs/" + pack + "/fixtures/sample.sql.gz");
                InputStream sql = new GZIPInputStream(packed)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
