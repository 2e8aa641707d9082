package yecai.hub.api.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** Small answers, used again while nothing has changed that could change them. */
public final class ResultCache {
    /**
     * What an answer belongs to. The principal is part of it, so that no caller gets the answer of another.
     *
     * @param watermark of sources, scopes and views
     */
    record Key(String principal, String watermark, String dataset, String question) {}

    /**
     * The part of an answer that the watermark decides.
     *
     * @param moment that the answer's next page is of; empty if there is none
     */
    record Result(byte[] body, long rows, Optional<String> moment) {}

    private static final int OVERHEAD = 500;

    private final Optional<Cache<Key, Result>> cache;

    public ResultCache(long bytes) {
        cache = bytes == 0
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Key key, Result result) ->
                                OVERHEAD + key.question().length() * 2 + result.body().length)
                        .build());
    }

    /** Finds an answer; one with a next page only if that is of the same moment. */
    Optional<Result> find(Key key, String moment) {
        return cache.map(results -> results.getIfPresent(key))
                .filter(result ->
                        result.moment().isEmpty() || result.moment().get().equals(moment));
    }

    void put(Key key, Result result) {
        cache.ifPresent(results -> results.put(key, result));
    }
}
