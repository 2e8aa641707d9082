package yecai.hub.demo.erp.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One user's session with the ERP's database: a connection, its prepared statements and a block of document ids. */
public final class ErpSession implements AutoCloseable {
    private static final int BLOCK = 100;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long nextId;
    private int idsLeft;

    public ErpSession(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    long nextId() throws SQLException {
        if (idsLeft == 0) {
            nextId = find("select nextval('erp.document_id') as id")
                    .orElseThrow()
                    .id("id");
            idsLeft = BLOCK;
        }
        idsLeft--;
        return nextId++;
    }

    public int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    public Optional<Row> find(String sql, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(Row.read(rows)) : Optional.empty();
        }
    }

    List<Row> list(String sql, Object... values) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(Row.read(rows));
            }
        }
        return found;
    }

    /** Inserts rows of one shape in one round trip. */
    void insert(String table, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepare(insertSql(table, rows.get(0)));
        for (Row row : rows) {
            set(statement, row.values().values().toArray());
            statement.addBatch();
        }
        statement.executeBatch();
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String insertSql(String table, Row row) {
        return "insert into erp." + table + " ("
                + String.join(", ", row.values().keySet()) + ") values ("
                + "?, ".repeat(row.values().size() - 1) + "?)";
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        set(statement, values);
        return statement;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (values[i] instanceof Long[] ids) {
                statement.setArray(i + 1, connection.createArrayOf("bigint", ids));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
