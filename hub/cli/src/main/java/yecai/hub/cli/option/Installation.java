package yecai.hub.cli.option;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.ErpOptions;
import yecai.cdc.source.Server;
import yecai.cdc.source.SettingValue;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.TextEncoding;
import yecai.hub.cli.config.Configuration;
import yecai.hub.cli.config.HubSection;
import yecai.hub.cli.config.Login;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.Migrator;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.connection.Pooler;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.PackLoader;

/** What the configuration file describes, with the passwords that a command needs. */
public record Installation(Configuration configuration, UnaryOperator<String> environment) {
    static final String APPLICATION = "yecai";

    public Installation {
        requireNonNull(configuration, "configuration is null");
        requireNonNull(environment, "environment is null");
    }

    public HubSection hub() {
        return configuration.hub();
    }

    /** Returns the sources of these names, or all of them if no name is given. */
    List<SourceSection> listSources(List<String> names) {
        if (names.isEmpty()) {
            return List.copyOf(configuration.sources().values());
        }
        List<SourceSection> sources = new ArrayList<>();
        names.forEach(name -> sources.add(getSource(name)));
        return sources;
    }

    /** Returns the source of this name. */
    public SourceSection getSource(String name) {
        SourceSection source = configuration.sources().get(name);
        if (source == null) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "there is no source `" + name + "` in the configuration file; there are "
                            + String.join(", ", configuration.sources().keySet()));
        }
        return source;
    }

    public Server hubServer(String key, Optional<Login> login) {
        return server(hub().url(), getHubLogin(key, login));
    }

    public Server captureServer() {
        return hubServer("capture", hub().capture());
    }

    /** Returns when the hub's schema is known to be the one of this program. */
    public void requireCurrentHub() {
        Server hub = captureServer();
        try (Connection connection = open(hub, YecaiException.Kind.HUB)) {
            Pooler.requireNone(connection, hub.url());
            Migrator.requireCurrent(dataSource(hub));
        } catch (SQLException problem) {
            throw unreachable(hub, YecaiException.Kind.HUB, problem);
        }
    }

    public Login getHubLogin(String key, Optional<Login> login) {
        return login.orElseThrow(() -> new YecaiException(
                YecaiException.Kind.CONFIG,
                hub().place() + ": `hub` lacks the key `" + key + "`, which this command needs: add its user and"
                        + " password"));
    }

    public String password(Login login) {
        return login.password().read(environment);
    }

    public SourceSettings settings(SourceSection source) {
        return settings(source, erp(source, login -> server(source.url(), login)), captureServer());
    }

    /** Returns settings without passwords, for describing a source rather than connecting to it. */
    public SourceSettings description(SourceSection source) {
        return settings(
                source,
                erp(source, login -> new Server(source.url(), login.user(), "")),
                new Server(hub().url(), "", ""));
    }

    /** The ERP as who reads its tables, with the login that reads its log if that is another one. */
    private static Server erp(SourceSection source, Function<Login, Server> server) {
        Server log = server.apply(source.capture());
        return source.reader()
                .map(server)
                .map(reader -> new Server(reader.url(), reader.user(), reader.secret(), Optional.of(log)))
                .orElse(log);
    }

    private static SourceSettings settings(SourceSection source, Server erp, Server hub) {
        return new SourceSettings(
                source.name(),
                PackLoader.load(source.pack()).without(source.without()),
                erp,
                hub,
                source.slot(),
                source.publication(),
                CaptureTuning.defaults(),
                new ErpOptions(
                        source.encoding().map(TextEncoding::new), source.publishesWholeTables(), source.giveUpSlotAt()),
                source.settings().stream()
                        .map(setting -> new SettingValue(setting.name(), setting.company(), setting.value()))
                        .toList(),
                source.companies());
    }

    public Server server(String url, Login login) {
        // fails here, with the place in the configuration, rather than at the first connection
        password(login);
        return new Server(url, login.user(), () -> password(login));
    }

    /** Opens a connection, and says where to look if that fails. */
    public static Connection open(Server server, YecaiException.Kind kind) {
        try {
            return server.open(APPLICATION);
        } catch (SQLException problem) {
            throw unreachable(server, kind, problem);
        }
    }

    /** Returns the server if its sessions are this program's own. */
    public static Server withoutPooler(Server hub) {
        try (Connection connection = open(hub, YecaiException.Kind.HUB)) {
            Pooler.requireNone(connection, hub.url());
            return hub;
        } catch (SQLException problem) {
            throw unreachable(hub, YecaiException.Kind.HUB, problem);
        }
    }

    public static YecaiException unreachable(Server server, YecaiException.Kind kind, SQLException problem) {
        return new YecaiException(
                kind,
                "cannot connect as " + server + ": " + problem.getMessage() + "; "
                        + (kind == YecaiException.Kind.HUB && Pooler.isNamedBy(problem)
                                ? Pooler.remedy()
                                : "check the address, the user and its password in the configuration file, and pg_hba.conf on"
                                        + " the server"),
                problem);
    }

    public static DataSource dataSource(Server server) {
        return ConnectionOpener.dataSource(server.url(), server.user(), server.password(), APPLICATION);
    }
}
