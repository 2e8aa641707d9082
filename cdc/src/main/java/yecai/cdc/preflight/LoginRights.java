package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Printable;

/**
 * What the logins of a source may do at the ERP beyond what they need. What the catalogue says is asked; what pg_hba.conf
 * allows only a superuser may read, so it is tried: whether the login is admitted where it should not be.
 */
final class LoginRights {
    private static final String APPLICATION = "yecai status";

    private LoginRights() {}

    /** What a login is for. */
    enum Use {
        LOG(false, true),
        TABLES(true, false),
        BOTH(true, true);

        private final boolean reads;
        private final boolean replicates;

        Use(boolean reads, boolean replicates) {
            this.reads = reads;
            this.replicates = replicates;
        }

        /** Returns what the login that may replicate is for. */
        static Use ofLog(SourceSettings settings) {
            return settings.erp().replicating().isPresent() ? LOG : BOTH;
        }
    }

    /** Returns one sentence each, with what to do, from the catalogue alone, about the login of the connection. */
    static List<String> listGranted(Connection erp, SourceSettings settings, Use use) throws SQLException {
        String excess = Handles.sql(LoginRights.class, "excess")
                .replace(":reads", Boolean.toString(use.reads))
                .replace(":replicates", Boolean.toString(use.replicates));
        String sql = Survey.sql(settings.pack().tables(), excess);
        return Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .setSqlParser(new HashPrefixSqlParser())
                        .mapTo(String.class)
                        .list());
    }

    /**
     * Returns one sentence each for the connections that the ERP's server admits and should not; makes none of use.
     *
     * @param replicates whether the login may replicate: any other is admitted to no replication
     */
    static List<String> listAdmitted(Connection erp, Server server, boolean replicates) throws SQLException {
        List<String> admitted = new ArrayList<>();
        String user = Printable.line(server.user());
        if (replicates && server.admitsPhysicalReplication(APPLICATION)) {
            admitted.add(
                    "login " + user + " of the ERP is admitted to physical replication, with which its whole server can"
                            + " be copied: put `host replication \"" + user
                            + "\" all reject` before wider lines of pg_hba.conf, as"
                            + " `yecai init` prints it");
        }
        Optional<String> other = findOtherDatabase(erp);
        if (other.isPresent() && server.inDatabase(other.get()).admits(APPLICATION)) {
            admitted.add("login " + user + " of the ERP is admitted to database " + Printable.line(other.get())
                    + ", which is not captured: put `host all \"" + user
                    + "\" all reject` behind the line of the captured"
                    + " database in pg_hba.conf, as `yecai init` prints it");
        }
        return admitted;
    }

    private static Optional<String> findOtherDatabase(Connection erp) throws SQLException {
        String sql = """
                select d.datname from pg_catalog.pg_database as d
                where d.datallowconn and d.datname <> current_database() and has_database_privilege(d.oid, 'connect')
                order by d.datname <> 'postgres', d.datistemplate, d.datname
                limit 1
                """;
        return Handles.with(
                erp, handle -> handle.createQuery(sql).mapTo(String.class).findOne());
    }
}
