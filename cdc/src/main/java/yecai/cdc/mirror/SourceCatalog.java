package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;

/** Reads from the ERP's catalogue what the pack's tables look like there. */
public final class SourceCatalog {
    private SourceCatalog() {}

    /** Returns the given columns of a table as the mirror holds them. */
    public static MirrorTable read(Connection erp, TableSpec spec, List<String> columns, String mirrorSchema)
            throws SQLException {
        Map<String, MirrorColumn> known = Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(SourceCatalog.class, "columns"))
                        .bind("table", spec.quotedSource())
                        .map(ConstructorMapper.of(MirrorColumn.class))
                        .collect(Collectors.toMap(MirrorColumn::name, column -> column)));
        return new MirrorTable(
                spec.sourceSchema(),
                spec.sourceTable(),
                mirrorSchema,
                spec.mirrorTable(),
                columns.stream().map(known::get).toList(),
                spec.key().stream().map(columns::indexOf).toList());
    }
}
