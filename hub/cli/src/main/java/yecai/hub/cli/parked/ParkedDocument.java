package yecai.hub.cli.parked;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/**
 * A business document that could not be mapped.
 *
 * @param mapping the mapping that failed
 * @param entity the canonical table that lacks it
 * @param key its derive key
 * @param reason what PostgreSQL said
 * @param since when it was last tried, in UTC
 */
record ParkedDocument(
        String source, String mapping, String entity, String key, String reason, String sqlstate, String since) {
    private static final String UNDEFINED_TABLE = "42P01";

    ParkedDocument {
        requireNonNull(source, "source is null");
        requireNonNull(mapping, "mapping is null");
        requireNonNull(key, "key is null");
    }

    /** Returns the parked documents of a source, the longest parked first. */
    static List<ParkedDocument> list(SourceSettings settings) {
        String sql = """
                select p.source, p.mapping, p.entity, p.derive_key as key, p.reason, p.sqlstate,
                    to_char(p.parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
                from hub.parked as p
                where p.source = :source
                order by p.mapping, p.parked_at, p.derive_key
                """;
        try (Connection hub = settings.hub().open("yecai parked")) {
            return Handles.with(
                    hub,
                    handle -> handle.createQuery(sql)
                            .bind("source", settings.source())
                            .mapTo(ParkedDocument.class)
                            .list());
        } catch (SQLException problem) {
            throw unreadable(settings, problem);
        }
    }

    /** Makes (does not throw) the error that says why the hub cannot be read. */
    static YecaiException unreadable(SourceSettings settings, SQLException problem) {
        return new YecaiException(
                YecaiException.Kind.HUB,
                UNDEFINED_TABLE.equals(problem.getSQLState())
                        ? "the hub's database lacks its tables: run `yecai migrate`"
                        : "the parked documents of source " + settings.source() + " cannot be read from "
                                + settings.hub() + ": " + problem.getMessage(),
                problem);
    }
}
