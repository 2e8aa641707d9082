package yecai.hub.api.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Dataset;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText;
import yecai.hub.session.Relation;
import yecai.hub.session.RelationName;
import yecai.hub.session.Session;
import yecai.hub.session.Sessions.Ahead;

/** The datasets that both the caller's principal may read and the caller's credential is for. */
public final class DatasetLookup {
    private static final int MOST_KNOWN = 1_000;

    private final CatalogueCache catalogues;
    /** By the very object that describes the view, which sessions share. */
    private final Cache<Relation, Dataset> made =
            Caffeine.newBuilder().weakKeys().build();

    private final Cache<RelationName, Relation> lastFound =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    public DatasetLookup(CatalogueCache catalogues) {
        this.catalogues = catalogues;
    }

    /** The name that the session's first statement is to look up; empty where a remembered catalogue is asked. */
    Optional<RelationName> lookedUpBySession(RelationName wanted) {
        return catalogues.isRemembered() ? Optional.empty() : Optional.of(wanted);
    }

    /** Returns a dataset, and notes it for the journal of reads. */
    Dataset getDataset(RequestContext context, Session session, RelationName wanted) throws IOException {
        Optional<Dataset> known = session.isAhead() ? context.findExpected() : findDataset(context, session, wanted);
        Dataset dataset = known.filter(found -> context.getCaller().covers(found.id()))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.DATASET_NOT_FOUND, "GET /api/v1/datasets lists what you may read."));
        context.setDataset(dataset.id());
        return dataset;
    }

    /**
     * The query to be sent with the session's first statement, for the dataset as it was known last; empty where none is known
     * or the answer takes more than one. What it is for is noted in the context.
     */
    Optional<Ahead> findAhead(
            RequestContext context, RelationName wanted, Function<Dataset, Optional<QueryText>> query) {
        if (catalogues.isRemembered()) {
            return catalogues
                    .find(context.getCaller())
                    .flatMap(remembered -> remembered
                            .catalogue()
                            .findDataset(wanted)
                            .flatMap(dataset -> expect(context, dataset, query))
                            .map(ahead -> Ahead.ofViewSet(ahead, remembered.viewSet())));
        }
        return Optional.ofNullable(lastFound.getIfPresent(wanted))
                .flatMap(relation -> expect(context, made.get(relation, Dataset::of), query)
                        .map(ahead -> Ahead.ofRelation(ahead, relation)));
    }

    private static Optional<QueryText> expect(
            RequestContext context, Dataset dataset, Function<Dataset, Optional<QueryText>> query) {
        context.expect(dataset);
        return query.apply(dataset);
    }

    private Optional<Dataset> findDataset(RequestContext context, Session session, RelationName wanted)
            throws IOException {
        if (!catalogues.isRemembered()
                && (!session.isFound() || session.findRelation().isPresent())) {
            session.findRelation().ifPresent(relation -> lastFound.put(wanted, relation));
            return session.findRelation().map(relation -> made.get(relation, Dataset::of));
        }
        return catalogues.get(context.getCaller(), session).findDataset(wanted);
    }

    /** Lists the datasets by name. */
    List<Dataset> listDatasets(RequestContext context, Session session) throws IOException {
        return catalogues.get(context.getCaller(), session).listDatasets().stream()
                .filter(dataset -> context.getCaller().covers(dataset.id()))
                .toList();
    }
}
