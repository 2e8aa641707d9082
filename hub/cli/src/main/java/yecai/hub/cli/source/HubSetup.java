package yecai.hub.cli.source;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import yecai.cdc.source.Server;
import yecai.hub.cli.config.Login;
import yecai.hub.cli.option.Installation;
import yecai.sql.Bootstrap;
import yecai.sql.BootstrapSettings;
import yecai.sql.PublicFunctions;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.error.YecaiException;

/** Makes the hub's roles and database as hub.admin. */
final class HubSetup {
    /** The roles that the hub's migrations grant rights to. */
    private static final String MIGRATE = "yecai_migrate";

    private static final String CAPTURE = "yecai_capture";
    private static final String API = "yecai_api";

    private HubSetup() {}

    /** Does it and returns the database's name. */
    static String run(Installation installation) {
        Server admin = installation.hubServer("admin", installation.hub().admin());
        DataSource server = ConnectionOpener.maintenance(admin.url(), admin.user(), admin.password(), "yecai init");
        String database = admin.database();
        BootstrapSettings settings = BootstrapSettings.of(
                database, password(installation, "migrate", MIGRATE), password(installation, "capture", CAPTURE));
        if (installation.hub().api().isPresent()) {
            settings = settings.withApiPassword(password(installation, "api", API));
        }
        try (Connection connection = server.getConnection()) {
            Bootstrap.run(connection, settings);
        } catch (SQLException problem) {
            throw Installation.unreachable(admin, YecaiException.Kind.HUB, problem);
        }
        try (Connection hub = ConnectionOpener.dataSource(admin.url(), admin.user(), admin.password(), "yecai init")
                .getConnection()) {
            PublicFunctions.close(hub);
        } catch (SQLException problem) {
            throw Installation.unreachable(admin, YecaiException.Kind.HUB, problem);
        }
        return database;
    }

    private static String password(Installation installation, String key, String user) {
        Login login = installation.getHubLogin(
                key,
                switch (key) {
                    case "migrate" -> installation.hub().migrate();
                    case "capture" -> installation.hub().capture();
                    default -> installation.hub().api();
                });
        if (!login.user().equals(user)) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    installation.hub().place() + ": `hub." + key + ".user` is `" + login.user() + "`: it must be "
                            + user + ", which the hub's rights are made for");
        }
        return installation.password(login);
    }
}
