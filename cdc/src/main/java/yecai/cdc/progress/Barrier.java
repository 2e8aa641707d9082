package yecai.cdc.progress;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.script.Script;

/**
 * The applier's side of a consistent cut: somebody who wants to compare hub and ERP asks, through {@code hub.barrier}, that
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
                "select from hub.barrier where source = " + Identifier.literal(source), rows -> noticed = rows.next());
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

    private Optional<Request> read() throws SQLException {
        String sql = """
                select stop_before::text, reached_at is not null, expires_at > clock_timestamp()
                from hub.barrier where source = ?
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String stop = row.getString(1);
                boolean valid = row.getBoolean(3);
                return Optional.of(new Request(!valid ? -1 : stop == null ? 0 : Lsn.parse(stop), row.getBoolean(2)));
            }
        }
    }

    /** Says that the hub stands at the position and stays there. */
    public void answer(long position) throws SQLException {
        String sql = """
                update hub.barrier set reached_at = ?::pg_lsn, held_since = coalesce(held_since, clock_timestamp())
                where source = ?
                """;
        try (PreparedStatement statement = hub.prepareStatement(sql)) {
            statement.setString(1, Lsn.text(position));
            statement.setString(2, source);
            statement.executeUpdate();
        }
        hub.commit();
    }

    /** Takes the request away; whoever asked sees that it is gone. */
    public void cancel() throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("delete from hub.barrier where source = ?")) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
        hub.commit();
    }
}
