package yecai.hub.cli.api;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import yecai.cdc.source.Server;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** Work on the hub's tokens and links. */
final class TokenWork {
    private TokenWork() {}

    /** Works on tokens. */
    static <T> T run(CommonOptions common, Function<TokenStore, T> work) {
        return withHub(common, hub -> work.apply(new TokenStore(hub)));
    }

    /** Acts as the role that owns the access functions; every change is in the audit under the login's name. */
    static <T> T withHub(CommonOptions common, Function<Handle, T> work) {
        Installation installation = common.installation();
        Server server = installation.hubServer("migrate", installation.hub().migrate());
        try (Connection hub = Installation.open(server, YecaiException.Kind.HUB)) {
            return Handles.with(hub, handle -> {
                handle.execute("set role yecai_access");
                return work.apply(handle);
            });
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "cannot act as yecai_access with " + server + ": " + problem.getMessage(),
                    problem);
        }
    }
}
