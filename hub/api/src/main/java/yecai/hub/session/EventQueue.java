package yecai.hub.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What the process of the API that has the turn does in the hub: number events, cause those of time, send them. */
public final class EventQueue {
    /**
     * What is to be sent to one address, in order.
     *
     * @param keys numbers of the keys that sign
     * @param isAgain whether these are dead letters that are sent again
     * @param events a JSON array
     * @param next position up to which everything is delivered when all of these are
     */
    public record Due(
            long webhook, String url, List<Integer> keys, boolean isAgain, int attempts, String events, long next) {
        public Due {
            keys = List.copyOf(keys);
        }
    }

    private static final int MOST_NUMBERED = 10_000;

    private final DataSource lookups;

    EventQueue(DataSource lookups) {
        this.lookups = lookups;
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T ask(String sql, Use<T> use) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }

    private static <T> T one(PreparedStatement statement, Class<T> type) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, type);
        }
    }

    /** Takes the turn, or keeps it; false while another process has it. */
    public boolean takeTurn(String holder, int seconds) {
        return ask("select hub.take_event_turn(?, make_interval(secs => ?))", statement -> {
            statement.setString(1, holder);
            statement.setInt(2, seconds);
            return one(statement, Boolean.class);
        });
    }

    /** Gives positions to what has committed; returns the last one. */
    public long number() {
        return ask("select hub.number_events(?)", statement -> {
            statement.setInt(1, MOST_NUMBERED);
            return one(statement, Long.class);
        });
    }

    /** Causes the events of time, such as that a source has become stale. */
    public void noteTime() {
        ask("select hub.note_time()", statement -> one(statement, Integer.class));
    }

    /** Causes the events of a new day. */
    public void noteOverdue() {
        ask("select hub.note_overdue()", statement -> one(statement, Integer.class));
    }

    /** Returns the last position. */
    public long last() {
        return ask("select hub.last_event()", statement -> one(statement, Long.class));
    }

    /** Lists what is to be sent now. */
    public List<Due> listDue(int most) {
        return ask(
                "select d.webhook, d.url, d.keys, d.is_again, d.attempts, d.events::text, d.next from hub.due_events(?) as d",
                statement -> {
                    statement.setInt(1, most);
                    List<Due> due = new ArrayList<>();
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            due.add(new Due(
                                    row.getLong(1),
                                    row.getString(2),
                                    List.of((Integer[]) row.getArray(3).getArray()),
                                    row.getBoolean(4),
                                    row.getInt(5),
                                    row.getString(6),
                                    row.getLong(7)));
                        }
                    }
                    return due;
                });
    }

    /** Notes that everything up to a position was delivered, or is nothing for the webhook. */
    public void noteDelivered(long webhook, long position, int delivered) {
        ask("select hub.note_delivered(?, ?, ?)", statement -> {
            statement.setLong(1, webhook);
            statement.setLong(2, position);
            statement.setInt(3, delivered);
            return statement.execute();
        });
    }

    /** Notes that an event could not be delivered; returns whether it is a dead letter now. */
    public boolean noteFailed(long webhook, String event, String problem) {
        return ask("select hub.note_failed(?, ?::jsonb, ?)", statement -> {
            statement.setLong(1, webhook);
            statement.setString(2, event);
            statement.setString(3, problem);
            return one(statement, Boolean.class);
        });
    }

    /** Notes what came of sending a dead letter again; null if it was delivered. */
    public void noteSentAgain(long webhook, long position, String problem) {
        ask("select hub.note_sent_again(?, ?, ?)", statement -> {
            statement.setLong(1, webhook);
            statement.setLong(2, position);
            statement.setString(3, problem);
            return statement.execute();
        });
    }
}
