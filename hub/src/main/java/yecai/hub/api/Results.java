package yecai.hub.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** Small answers, used again while nothing has changed that could change them. */
final class Results {
    /**
     * What an answer belongs to. The principal is part of it, so that nobody gets another's.
     *
     * @param watermark of sources, scopes and views
     */
    record Key(String principal, String watermark, String dataset, String question) {}

    /** The part of an answer that the watermark decides. */
    record Result(byte[] body, long rows) {}

    private static final int OVERHEAD = 500;

    private final Optional<Cache<Key, Result>> cache;

    Results(long bytes) {
        cache = bytes == 0
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Key key, Result result) ->
                                OVERHEAD + key.question().length() * 2 + result.body().length)
                        .build());
    }

    Optional<Result> find(Key key) {
        return cache.map(results -> results.getIfPresent(key));
    }

    void put(Key key, byte[] body, long rows) {
        cache.ifPresent(results -> results.put(key, new Result(body, rows)));
    }
}
