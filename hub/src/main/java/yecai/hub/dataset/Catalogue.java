package yecai.hub.dataset;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import yecai.hub.session.Relations;
import yecai.hub.session.Session;

/** The datasets of one principal. */
public final class Catalogue {
    private final Map<String, Dataset> byId = new TreeMap<>();
    private final Map<String, Dataset> byEntitySet;

    private Catalogue(List<Dataset> datasets) {
        datasets.forEach(dataset -> byId.put(dataset.id(), dataset));
        byEntitySet = datasets.stream().collect(Collectors.toMap(Dataset::entitySet, dataset -> dataset));
    }

    /** Reads what the session's principal may select from. */
    public static Catalogue read(Session session) throws IOException {
        return new Catalogue(Relations.list(session).stream()
                .map(relation -> new Dataset(relation, Keys.of(relation)))
                .toList());
    }

    /** Lists the datasets by name. */
    public Collection<Dataset> listDatasets() {
        return byId.values();
    }

    /** Finds a dataset by its name in the API. */
    public Optional<Dataset> findDataset(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Finds a dataset by its name in OData. */
    public Optional<Dataset> findEntitySet(String name) {
        return Optional.ofNullable(byEntitySet.get(name));
    }
}
