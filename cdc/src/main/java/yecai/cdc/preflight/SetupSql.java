package yecai.cdc.preflight;

import java.util.List;
import java.util.stream.Collectors;
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
     * Returns statements that make a login which may replicate and may select the captured columns and nothing else, and a
     * publication of the captured tables. A table whose publication would harm the ERP, or that cannot be captured exactly, is
     * left out with a warning.
     */
    public static String of(SourceSettings settings) {
        String user = Identifier.quote(settings.erp().user());
        StringBuilder sql = new StringBuilder();
        sql.append(ConnectionOpener.PIN).append('\n');
        sql.append("-- Allows Yecai Hub to capture source ").append(settings.source());
        sql.append(". Run as an administrator in database ")
                .append(Printable.line(settings.erp().database()));
        sql.append(
                ".\n-- The server needs wal_level = logical (set it, then restart the server). Amazon RDS and Aurora:\n"
                        + "-- rds.logical_replication = 1; Google Cloud SQL: cloudsql.logical_decoding = on; Azure: wal_level = logical\n"
                        + "-- among the server parameters.\n");
        sql.append(Handles.commentedSql(SetupSql.class, "role")
                .replace(":user", SqlLiteral.of(settings.erp().user())));
        sql.append("-- Then give it a password: alter role ").append(user).append(" password '...';\n");
        sql.append("grant connect on database ")
                .append(Identifier.quote(settings.erp().database()));
        sql.append(" to ").append(user).append(";\n");
        for (String schema : settings.pack().sourceSchemas()) {
            sql.append("grant usage on schema ").append(Identifier.quote(schema));
            sql.append(" to ").append(user).append(";\n");
        }
        sql.append(Handles.commentedSql(SetupSql.class, "replication")
                        .strip()
                        .replace(":database", Printable.line(settings.erp().database()))
                        .replace(":user", Printable.line(settings.erp().user())))
                .append('\n');
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
