package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;
import yecai.sql.pack.StagingView;
import yecai.sql.text.Identifier;

/**
 * Makes the views that {@link MappingViews} makes, one mapping after the other, in one transaction: a view locks the tables that it
 * reads until the transaction ends, so it is made when these are complete.
 */
public final class ViewsInTurn {
    private final Connection hub;
    private final Pack pack;
    private final String mirrorSchema;
    private final String mapSchema;
    private final ViewInputs inputs;
    private final CodeColumns codes;
    private final Set<String> made = new HashSet<>();

    private ViewsInTurn(
            Connection hub, Pack pack, String mirrorSchema, String mapSchema, ViewInputs inputs, CodeColumns codes) {
        this.hub = hub;
        this.pack = pack;
        this.mirrorSchema = mirrorSchema;
        this.mapSchema = mapSchema;
        this.inputs = inputs;
        this.codes = codes;
    }

    /** Drops the views that are there, and makes those of what mappings read besides the mirror. */
    public static ViewsInTurn begin(
            Connection hub, Pack pack, String source, String mirrorSchema, String mapSchema, ViewInputs inputs)
            throws SQLException {
        MappingViews.drop(hub, mapSchema);
        MappingViews.createInputs(hub, source, mapSchema);
        return new ViewsInTurn(hub, pack, mirrorSchema, mapSchema, inputs, CodeColumns.of(hub, source));
    }

    /** Makes the view of a mapping, and the staging views that it reads, unless they are there. */
    public void make(Mapping mapping) throws SQLException {
        make(inputs.viewsOf(mapping.name()), Set.of(mapping.name()));
    }

    /** Makes all that are left. */
    public void makeAll() throws SQLException {
        Set<String> staging = new HashSet<>();
        pack.staging().forEach(view -> staging.add(view.name()));
        Set<String> mappings = new HashSet<>();
        pack.mappings().forEach(mapping -> mappings.add(mapping.name()));
        make(staging, mappings);
    }

    private void make(Set<String> staging, Set<String> mappings) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(
                    "set search_path = " + Identifier.quote(mapSchema) + ", " + Identifier.quote(mirrorSchema));
            for (StagingView view : pack.staging()) {
                if (staging.contains(view.name()) && made.add(view.name())) {
                    MappingViews.createView(
                            statement, mapSchema, view.name(), view.sql(), "staging/" + view.name() + ".sql");
                }
            }
            for (Mapping mapping : pack.mappings()) {
                if (mappings.contains(mapping.name()) && made.add(mapping.name())) {
                    MappingViews.createMapping(hub, statement, codes, mapSchema, mapping);
                }
            }
            statement.execute("reset search_path");
        }
    }
}
