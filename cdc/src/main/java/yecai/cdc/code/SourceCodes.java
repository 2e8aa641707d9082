package yecai.cdc.code;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.derive.Derivation;
import yecai.cdc.mirror.MappingViews;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/**
 * Which codes of the group the mappings of a source see: what {@code hub.code_map} and {@code hub.code_rule} said when it was last
 * adopted. Works in the caller's transaction; the caller must be the only one who writes the source.
 */
public final class SourceCodes {
    private record Code(String sourceCode, String code) {}

    private SourceCodes() {}

    /** Adopts everything. For a source that is being loaded, before its mappings' views are made. */
    public static void adoptAll(Connection hub, String source) throws SQLException {
        adopt(hub, source, true);
    }

    /** Lists the group's codes of one kind by the source's, those that hold in the end. */
    public static Map<String, String> list(Connection hub, String source, String kind) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select c.source_code, c.code from hub.applied_code as c"
                                + " where c.source = :source and c.kind = :kind and c.valid_to = 'infinity'")
                        .bind("source", source)
                        .bind("kind", kind)
                        .map(ConstructorMapper.of(Code.class))
                        .collect(Collectors.toMap(Code::sourceCode, Code::code)));
    }

    /**
     * Adopts what was changed since, and makes the mappings' views again if they are to look up other kinds of codes. From then on
     * documents are derived with it; those that are there follow by {@link CodePlan}.
     *
     * @param derivation of the source, which follows the views
     */
    static void adoptChanges(Connection hub, SourceSettings settings, Derivation derivation) throws SQLException {
        if (adopt(hub, settings.source(), false)) {
            MappingViews.renew(hub, settings.pack(), settings.source(), settings.mirrorSchema(), settings.mapSchema());
            derivation.readColumns();
        }
    }

    private static boolean adopt(Connection hub, String source, boolean all) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select hub.adopt_codes(:source, :all)")
                        .bind("source", source)
                        .bind("all", all)
                        .mapTo(boolean.class)
                        .one());
    }
}
