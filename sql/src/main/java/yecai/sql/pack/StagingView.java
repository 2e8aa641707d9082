package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

/** A view {@code map_<source>.<name>} that only renames and casts; {@code sql} is its query. */
public record StagingView(String name, String sql) {
    public StagingView {
        requireNonNull(name, "name is null");
        requireNonNull(sql, "sql is null");
    }
}
