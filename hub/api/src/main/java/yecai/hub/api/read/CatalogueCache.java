package yecai.hub.api.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import yecai.hub.api.signin.Caller;
import yecai.hub.dataset.Catalogue;
import yecai.hub.session.Session;

/** Each principal's catalogue, remembered for a while. It only says what to ask for; rights are the database's to check. */
public final class CatalogueCache {
    private record Key(String principal, String viewSet) {}

    /** Datasets that were remembered, and the set of views that they are of. */
    record Remembered(Catalogue catalogue, String viewSet) {}

    private final Optional<Cache<Key, Catalogue>> cache;
    /** Of the last session; empty before the first. */
    private volatile String viewSet = "";

    public CatalogueCache(Duration remembered) {
        cache = remembered.isZero()
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder()
                        .expireAfterWrite(remembered)
                        .maximumSize(1_000)
                        .build());
    }

    /** Whether a view is looked up in what is remembered; if not, the session's first statement looks it up. */
    boolean isRemembered() {
        return cache.isPresent();
    }

    /** Finds what is remembered for a principal, as long as the views are those of the last session. */
    Optional<Remembered> find(Caller caller) {
        Key key = new Key(caller.principal(), viewSet);
        return cache.map(catalogues -> catalogues.getIfPresent(key))
                .map(catalogue -> new Remembered(catalogue, key.viewSet()));
    }

    Catalogue get(Caller caller, Session session) throws IOException {
        viewSet = session.context().viewSet();
        Key key = new Key(caller.principal(), viewSet);
        Optional<Catalogue> known = cache.map(catalogues -> catalogues.getIfPresent(key));
        if (known.isPresent()) {
            return known.get();
        }
        Catalogue catalogue = Catalogue.read(session);
        cache.ifPresent(catalogues -> catalogues.put(key, catalogue));
        return catalogue;
    }
}
