package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/** May the login read the log of the ERP's server, and does that server write what is needed into it? */
final class ServerCheck {
    private ServerCheck() {}

    /**
     * An ERP's server.
     *
     * @param version as number: 180006 for 18.6
     * @param encoding of the database
     */
    record ErpServer(
            String walLevel, boolean mayReplicate, int version, boolean isStandby, Hosting hosting, String encoding) {}

    /** Adds what is wrong to the problems. */
    static void run(Connection erp, SourceSettings settings, List<Problem> problems) throws SQLException {
        judge(read(erp), settings, problems);
    }

    private static ErpServer read(Connection erp) throws SQLException {
        return Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(ServerCheck.class, "server"))
                        .map(ConstructorMapper.of(ErpServer.class))
                        .one());
    }

    /** Adds what is wrong with the server to the problems. */
    static void judge(ErpServer server, SourceSettings settings, List<Problem> problems) {
        if (server.isStandby) {
            problems.add(new Problem(
                    settings.erp() + " is a standby, which only repeats the log of another server",
                    "name its primary in sources." + settings.source()
                            + ".url, or all servers with targetServerType=primary"));
        }
        if (!server.walLevel.equals("logical")) {
            problems.add(new Problem(
                    "wal_level of " + settings.erp() + " is " + server.walLevel, server.hosting.logicalRemedy()));
        }
        if (!server.mayReplicate) {
            String login = settings.erp().ofLog().user();
            problems.add(new Problem(
                    "login " + login + " may not replicate",
                    "run `" + server.hosting.admission(login) + "` at the ERP"));
        }
        if (settings.options().encoding().isPresent() && !server.encoding.equals("SQL_ASCII")) {
            problems.add(new Problem(
                    "the ERP's database has the encoding " + server.encoding + ", which its server converts",
                    "take `encoding` out of sources." + settings.source()));
        }
        if (server.version < 150000) {
            problems.add(new Problem(
                    "the ERP's server has version number " + server.version, "PostgreSQL 15 or newer is needed"));
        }
    }
}
