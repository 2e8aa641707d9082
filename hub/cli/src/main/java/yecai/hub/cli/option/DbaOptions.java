package yecai.hub.cli.option;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine.Mixin;
import yecai.hub.cli.config.HubSection;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.SqlCause;

/** The options of commands that a DBA of the hub runs, and the connection they use. */
public final class DbaOptions {
    @Mixin
    private CommonOptions common;

    /** What a command does with the hub. */
    public interface Work<T> {
        T run(Handle hub) throws SQLException;
    }

    /** As hub.dba, or hub.admin where there is no hub.dba. */
    public <T> T asDba(Work<T> work) {
        Installation installation = common.installation();
        HubSection hub = installation.hub();
        return hub.dba().isPresent() || hub.admin().isEmpty()
                ? run(installation, "dba", work)
                : run(installation, "admin", work);
    }

    /** As hub.admin, for what only an administrator may correct. */
    public <T> T asAdministrator(Work<T> work) {
        return run(common.installation(), "admin", work);
    }

    private static <T> T run(Installation installation, String key, Work<T> work) {
        var login = Optional.of(key)
                .filter("dba"::equals)
                .map(dba -> installation.hub().dba())
                .orElse(installation.hub().admin());
        try (Connection connection = Installation.open(installation.hubServer(key, login), YecaiException.Kind.HUB);
                Handle hub = Handles.open(connection)) {
            return work.run(hub);
        } catch (SQLException | JdbiException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the hub refused this to `hub." + key + "`: " + SqlCause.message(problem)
                            + "; the login must be a member of yecai_dba, and the hub be migrated",
                    problem);
        }
    }
}
