package yecai.hub.demo.erp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One of the statements of {@code invariants.sql}: gives how much was checked, and how much is broken. */
public record Invariant(String name, String sql) {
    /** What an invariant found. */
    public record Finding(long checked, long broken) {}

    /** Reads them all. */
    public static List<Invariant> all() {
        List<Invariant> invariants = new ArrayList<>();
        for (String part : read().split("\n-- (?=\\d)")) {
            if (Character.isDigit(part.charAt(0))) {
                int line = part.indexOf('\n');
                invariants.add(new Invariant(part.substring(0, line), part.substring(line)));
            }
        }
        return invariants;
    }

    /** Evaluates it on the tables in the connection's search path. */
    public Finding check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Finding(row.getLong("checked"), row.getLong("broken"));
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static String read() {
        try (InputStream content = Invariant.class.getResourceAsStream("/yecai/hub/demo/invariants.sql")) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
