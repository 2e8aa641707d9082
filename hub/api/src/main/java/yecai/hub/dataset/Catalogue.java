package yecai.hub.dataset;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import yecai.hub.session.RelationName;
import yecai.hub.session.Relations;
import yecai.hub.session.Session;

/** The datasets of one principal. */
public final class Catalogue {
    private final Map<String, Dataset> byId = new TreeMap<>();

    private Catalogue(List<Dataset> datasets) {
        datasets.forEach(dataset -> byId.put(dataset.id(), dataset));
    }

    /** Reads what the session's principal may select from. */
    public static Catalogue read(Session session) throws IOException {
        return new Catalogue(Relations.list(session).stream().map(Dataset::of).toList());
    }

    /** Lists the datasets by name. */
    public Collection<Dataset> listDatasets() {
        return byId.values();
    }

    /** Finds a dataset. */
    public Optional<Dataset> findDataset(RelationName name) {
        return Optional.ofNullable(byId.get(name.schema() + "." + name.view()));
    }
}
