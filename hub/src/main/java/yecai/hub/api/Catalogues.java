package yecai.hub.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import yecai.hub.dataset.Catalogue;
import yecai.hub.session.Session;

/** Each principal's catalogue, remembered for a while. It only says what to ask for; rights are the database's to check. */
final class Catalogues {
    private record Key(String principal, String viewSet) {}

    private final Optional<Cache<Key, Catalogue>> cache;

    Catalogues(Duration remembered) {
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

    Catalogue get(Caller caller, Session session) throws IOException {
        Key key = new Key(caller.principal(), session.context().viewSet());
        Optional<Catalogue> known = cache.map(catalogues -> catalogues.getIfPresent(key));
        if (known.isPresent()) {
            return known.get();
        }
        Catalogue catalogue = Catalogue.read(session);
        cache.ifPresent(catalogues -> catalogues.put(key, catalogue));
        return catalogue;
    }
}
