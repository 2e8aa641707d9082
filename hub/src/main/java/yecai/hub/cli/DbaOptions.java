package yecai.hub.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import yecai.hub.cli.config.HubSection;
import yecai.sql.YecaiException;

/** The options of commands that a DBA of the hub runs, and the connection they use. */
final class DbaOptions {
    @Mixin
    private CommonOptions common;

    /** What a command does with the connection. */
    interface Work<T> {
        T run(Connection hub) throws SQLException;
    }

    /** As hub.dba, or hub.admin where there is no hub.dba. */
    <T> T asDba(Work<T> work) {
        Installation installation = common.installation();
        HubSection hub = installation.hub();
        return hub.dba().isPresent() || hub.admin().isEmpty()
                ? run(installation, "dba", work)
                : run(installation, "admin", work);
    }

    /** As hub.admin, for what only an administrator may mend. */
    <T> T asAdministrator(Work<T> work) {
        return run(common.installation(), "admin", work);
    }

    private static <T> T run(Installation installation, String key, Work<T> work) {
        var login = Optional.of(key)
                .filter("dba"::equals)
                .map(dba -> installation.hub().dba())
                .orElse(installation.hub().admin());
        try (Connection connection = Installation.open(installation.hubServer(key, login), YecaiException.Kind.HUB)) {
            return work.run(connection);
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the hub refused this to `hub." + key + "`: " + problem.getMessage()
                            + "; the login must be a member of yecai_dba, and the hub be migrated",
                    problem);
        }
    }
}
