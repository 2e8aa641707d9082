package yecai.hub.cli;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postgresql.ds.PGSimpleDataSource;
import yecai.cdc.CaptureTuning;
import yecai.cdc.Server;
import yecai.cdc.SourceSettings;
import yecai.hub.cli.config.Configuration;
import yecai.hub.cli.config.HubSection;
import yecai.hub.cli.config.Login;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.Migrator;
import yecai.sql.YecaiException;
import yecai.sql.pack.PackLoader;

/** What the configuration file describes, with the passwords that a command needs. */
record Installation(Configuration configuration, UnaryOperator<String> environment) {
    static final String APPLICATION = "yecai";

    Installation {
        requireNonNull(configuration, "configuration is null");
        requireNonNull(environment, "environment is null");
    }

    HubSection hub() {
        return configuration.hub();
    }

    /** Returns the sources of these names, or all of them if no name is given. */
    List<SourceSection> listSources(List<String> names) {
        if (names.isEmpty()) {
            return List.copyOf(configuration.sources().values());
        }
        List<SourceSection> sources = new ArrayList<>();
        for (String name : names) {
            SourceSection source = configuration.sources().get(name);
            if (source == null) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "there is no source `" + name + "` in the configuration file; there are "
                                + String.join(", ", configuration.sources().keySet()));
            }
            sources.add(source);
        }
        return sources;
    }

    Server hubServer(String key, Optional<Login> login) {
        return server(hub().url(), getHubLogin(key, login));
    }

    Server captureServer() {
        return hubServer("capture", hub().capture());
    }

    /** Returns when the hub's schema is known to be the one of this program. */
    void requireCurrentHub() {
        Server hub = captureServer();
        try (Connection connection = open(hub, YecaiException.Kind.HUB)) {
            Migrator.requireCurrent(dataSource(hub));
        } catch (SQLException problem) {
            throw unreachable(hub, YecaiException.Kind.HUB, problem);
        }
    }

    Login getHubLogin(String key, Optional<Login> login) {
        return login.orElseThrow(() -> new YecaiException(
                YecaiException.Kind.CONFIG,
                hub().place() + ": `hub` lacks the key `" + key + "`, which this command needs: add its user and"
                        + " password"));
    }

    String password(Login login) {
        return login.password().read(environment);
    }

    SourceSettings settings(SourceSection source) {
        return settings(source, server(source.url(), source.capture()), captureServer());
    }

    /** Returns settings without passwords, for describing a source rather than connecting to it. */
    SourceSettings description(SourceSection source) {
        return settings(source, new Server(source.url(), source.capture().user(), ""), new Server(hub().url(), "", ""));
    }

    private static SourceSettings settings(SourceSection source, Server erp, Server hub) {
        return new SourceSettings(
                source.name(),
                PackLoader.load(source.pack()),
                erp,
                hub,
                source.slot(),
                source.publication(),
                CaptureTuning.defaults());
    }

    Server server(String url, Login login) {
        return new Server(url, login.user(), password(login));
    }

    /** Opens a connection, and says where to look if that fails. */
    static Connection open(Server server, YecaiException.Kind kind) {
        try {
            return server.open(APPLICATION);
        } catch (SQLException problem) {
            throw unreachable(server, kind, problem);
        }
    }

    static YecaiException unreachable(Server server, YecaiException.Kind kind, SQLException problem) {
        return new YecaiException(
                kind,
                "cannot connect as " + server + ": " + problem.getMessage()
                        + "; check the address, the user and its password in the configuration file, and pg_hba.conf on"
                        + " the server",
                problem);
    }

    static PGSimpleDataSource dataSource(Server server) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.url());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setApplicationName(APPLICATION);
        return dataSource;
    }
}
