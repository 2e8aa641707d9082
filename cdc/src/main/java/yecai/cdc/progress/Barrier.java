package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.script.Script;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;

/**
 * The applier's side of a consistent cut: a check asks, through {@code hub.barrier}, that
 * nothing be applied beyond a position for a moment. Use on a connection without an open transaction; every call commits.
 */
public final class Barrier {
    private final Connection hub;
    private final String source;
    private boolean noticed;

    public Barrier(Connection hub, String source) {
        this.hub = hub;
        this.source = source;
    }

    /**
     * What is asked.
     *
     * @param stopBefore apply what was committed up to here and no more; 0: apply nothing for now
     * @param answered whether the applier has said that it is there
     */
    public record Request(long stopBefore, boolean answered) {}

    /** Adds to a script the question whether anything is asked; {@link #isNoticed()} then tells. */
    public void notice(Script script) {
        script.addQuery(
                "select from hub.barrier where source = " + SqlLiteral.of(source), rows -> noticed = rows.next());
    }

    /** Returns whether the last script found that something is asked. */
    public boolean isNoticed() {
        return noticed;
    }

    /** Returns what is asked; clears away a request that was left behind. */
    public Optional<Request> find() throws SQLException {
        Optional<Request> request = read();
        hub.rollback();
        noticed = false;
        if (request.isPresent() && request.get().stopBefore() < 0) {
            cancel();
            return Optional.empty();
        }
        return request;
    }

    private record Row(String stopBefore, boolean answered, boolean valid) {
        Request request() {
            return new Request(!valid ? -1 : stopBefore == null ? 0 : Lsn.parse(stopBefore), answered);
        }
    }

    private Optional<Request> read() throws SQLException {
        String sql = """
                select b.stop_before::text, b.reached_at is not null as answered, hub.is_standing(b) as valid
                from hub.barrier as b where b.source = :source
                """;
        return Handles.with(
                hub,
                handle -> handle.createQuery(sql)
                        .bind("source", source)
                        .map(ConstructorMapper.of(Row.class))
                        .findOne()
                        .map(Row::request));
    }

    /** Says that the hub is at the position and stays there. */
    public void answer(long position) throws SQLException {
        String sql = """
                update hub.barrier set reached_at = :position::pg_lsn, held_since = coalesce(held_since, clock_timestamp())
                where source = :source
                """;
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("position", Lsn.text(position))
                        .bind("source", source)
                        .execute());
        hub.commit();
    }

    /** Deletes the request, which tells the asking process. */
    public void cancel() throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("delete from hub.barrier where source = :source")
                        .bind("source", source)
                        .execute());
        hub.commit();
    }
}
