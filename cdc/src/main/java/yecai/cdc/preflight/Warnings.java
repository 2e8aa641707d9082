package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/** What is worth knowing about the ERP of a source although nothing keeps it from being captured. */
final class Warnings {
    private Warnings() {}

    /** Returns one sentence each, with what to do. */
    static List<String> list(Connection erp, SourceSettings settings) throws SQLException {
        List<String> warnings = new ArrayList<>();
        DecodingDefect.find(version(erp)).ifPresent(warnings::add);
        String sql = Survey.sql(settings.pack().tables(), Handles.sql(Warnings.class, "warnings"));
        warnings.addAll(Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .setSqlParser(new HashPrefixSqlParser())
                        .mapTo(String.class)
                        .list()));
        warnings.addAll(ErpVariant.read(erp, settings.pack()).listIgnored(settings));
        warnings.addAll(PreparedTransactions.list(erp, PreparedTransactions.FORGOTTEN));
        return warnings;
    }

    private static int version(Connection erp) throws SQLException {
        return Handles.with(
                erp,
                handle -> handle.createQuery("select current_setting('server_version_num')::integer")
                        .mapTo(int.class)
                        .one());
    }
}
