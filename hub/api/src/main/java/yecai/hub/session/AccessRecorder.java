package yecai.hub.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Appends to the journal of reads, in a transaction of its own. */
public final class AccessRecorder {
    private final DataSource lookups;

    AccessRecorder(DataSource lookups) {
        this.lookups = lookups;
    }

    /** Appends entries, an array of JSON objects; they are committed when this returns. */
    public void record(String entries) {
        try (Connection connection = lookups.getConnection();
                PreparedStatement statement = connection.prepareStatement("select hub.record_access(?::jsonb)")) {
            statement.setString(1, entries);
            statement.execute();
        } catch (SQLException problem) {
            throw DatabaseProblem.of(problem);
        }
    }
}
