package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Pack;
import yecai.sql.text.Resources;

/**
 * What each of a pack's views reads, directly or by other views.
 *
 * @param tables mirror tables by view
 * @param views staging views by view
 */
public record ViewInputs(Map<String, Set<String>> tables, Map<String, Set<String>> views) {
    private static final Logger LOG = LoggerFactory.getLogger(ViewInputs.class);

    private record Input(String view, String name, boolean isView) {}

    /**
     * Finds it by making the views and taking them back. Ends the caller's transaction, in which nothing may have been written.
     *
     * @return empty if a view cannot be made; whoever makes it for good says why
     */
    public static Optional<ViewInputs> find(
            Connection hub, Pack pack, String source, String mirrorSchema, String mapSchema) throws SQLException {
        try {
            MappingViews.create(hub, pack, source, mirrorSchema, mapSchema);
            return Optional.of(read(hub, mirrorSchema, mapSchema));
        } catch (YecaiException e) {
            LOG.debug("{}: what its views read is not known: {}", source, e.getMessage());
            return Optional.empty();
        } finally {
            hub.rollback();
        }
    }

    private static ViewInputs read(Connection hub, String mirrorSchema, String mapSchema) throws SQLException {
        ViewInputs inputs = new ViewInputs(new HashMap<>(), new HashMap<>());
        Handles.use(
                hub,
                handle -> handle.createQuery(Resources.read("cdc/mirror/ViewInputs/read.sql"))
                        .bind("mirrorSchema", mirrorSchema)
                        .bind("mapSchema", mapSchema)
                        .map((row, context) ->
                                new Input(row.getString("view"), row.getString("name"), row.getBoolean("is_view")))
                        .forEach(input -> (input.isView() ? inputs.views() : inputs.tables())
                                .computeIfAbsent(input.view(), view -> new HashSet<>())
                                .add(input.name())));
        return inputs;
    }

    /** Mirror tables that the view reads. */
    public Set<String> tablesOf(String view) {
        return tables.getOrDefault(view, Set.of());
    }

    /** Staging views that the view reads. */
    Set<String> viewsOf(String view) {
        return views.getOrDefault(view, Set.of());
    }
}
