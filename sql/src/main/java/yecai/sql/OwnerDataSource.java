package yecai.sql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.jdbi.Handles;

/** Lends connections that act as yecai_owner with the pinned search path, and gives the role back before they return to where they came from. */
final class OwnerDataSource implements DataSource {
    private final DataSource logins;

    OwnerDataSource(DataSource logins) {
        this.logins = logins;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = logins.getConnection();
        try {
            execute(connection, ConnectionOpener.PIN + " set role yecai_owner");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        giveBackRole(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void giveBackRole(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        execute(connection, "reset role; reset search_path");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        Handles.use(connection, handle -> handle.execute(sql));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("The hub's migrations use one login only.");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return logins.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        logins.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        logins.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return logins.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        throw new SQLException("Not a wrapper for " + wanted.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return false;
    }
}
