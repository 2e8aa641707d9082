package yecai.cdc.preflight;

import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;
import yecai.sql.text.Printable;
import yecai.sql.text.SqlLiteral;

/** The statements with which an administrator of the ERP admits the hub. */
public final class SetupSql {
    private SetupSql() {}

    /**
     * Returns statements that make a login which may replicate, and may select the captured columns and nothing else unless
     * another login is for that; that other login; and a publication of the captured tables. A table whose publication would
     * harm the ERP, or that cannot be captured exactly, is left out with a warning.
     */
    public static String of(SourceSettings settings) {
        Server erp = settings.erp();
        boolean hasReader = erp.replicating().isPresent();
        StringBuilder sql = new StringBuilder();
        sql.append(ConnectionOpener.PIN).append('\n');
        sql.append("-- Allows Yecai Hub to capture source ").append(settings.source());
        sql.append(". Run as an administrator in database ")
                .append(Printable.line(settings.erp().database()));
        sql.append(
                ".\n-- The server needs wal_level = logical (set it, then restart the server). Amazon RDS and Aurora:\n"
                        + "-- rds.logical_replication = 1; Google Cloud SQL: cloudsql.logical_decoding = on; Azure: wal_level = logical\n"
                        + "-- among the server parameters.\n");
        sql.append(login(erp.ofLog(), true));
        if (hasReader) {
            sql.append(login(erp, false));
        }
        for (String schema : settings.pack().sourceSchemas()) {
            sql.append("grant usage on schema ").append(Identifier.quote(schema));
            sql.append(" to ").append(Identifier.quote(erp.user())).append(";\n");
        }
        for (String comment : List.of("replication", hasReader ? "two_logins" : "one_login")) {
            sql.append(Handles.commentedSql(SetupSql.class, comment)
                            .strip()
                            .replace(":database", Printable.line(erp.database()))
                            .replace(":user", Printable.line(erp.ofLog().user()))
                            .replace(":reader", Printable.line(erp.user())))
                    .append('\n');
        }
        if (settings.options().publishesWholeTables()) {
            sql.append(
                    "-- The tables are published whole: all their columns go over the wire to the hub, which keeps those"
                            + " below.\n");
        }
        sql.append("-- Select on these tables and columns, and on no others:\n");
        for (TableSpec table : settings.pack().tables()) {
            sql.append("--     ")
                    .append(Printable.line(table.quotedSource()))
                    .append(" (")
                    .append(Printable.line(columns(table.columns())))
                    .append(")\n");
        }
        sql.append(Handles.commentedSql(SetupSql.class, "publish")
                .replace(":user", SqlLiteral.of(settings.erp().user()))
                .replace(":publication", SqlLiteral.of(settings.publication()))
                .replace(":whole", Boolean.toString(settings.options().publishesWholeTables()))
                .replace(
                        ":survey", Survey.sql(settings.pack().tables(), Handles.commentedSql(Survey.class, "survey"))));
        return sql.toString();
    }

    /** Returns statements that make a login that may connect, and may replicate or not. */
    private static String login(Server server, boolean replicates) {
        String user = Identifier.quote(server.user());
        return Handles.commentedSql(SetupSql.class, "role")
                        .replace(":replicates", Boolean.toString(replicates))
                        .replace(":user", SqlLiteral.of(server.user()))
                + "-- Then give it a password: alter role " + user + " password '...';\n"
                + "grant connect on database " + Identifier.quote(server.database()) + " to " + user + ";\n";
    }

    /** Returns the statements that take all tables out of the publication. */
    static String leave(SourceSettings settings) {
        return ConnectionOpener.PIN
                + '\n'
                + Handles.commentedSql(SetupSql.class, "leave")
                        .replace(":publication", SqlLiteral.of(settings.publication()));
    }

    private static String columns(List<String> names) {
        return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
