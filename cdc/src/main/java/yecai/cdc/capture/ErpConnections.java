package yecai.cdc.capture;

import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import yecai.cdc.mirror.TextForm;

/**
 * Opens Debezium's connections to the ERP, that of the log included, with {@link TextForm}'s settings. Debezium makes it by
 * its class name.
 *
 * <p>Debezium 3.5 cannot start where a domain over an enum exists: it takes it for an enum and finds no labels. Its query of
 * the types is therefore changed to call such a domain a user-defined type.
 */
public final class ErpConnections implements JdbcConnection.ConnectionFactory {
    static final String TYPE_CATEGORY = "t.typcategory as category";
    static final String MENDED_CATEGORY =
            "case when t.typtype = 'd' and t.typcategory = 'E' then 'U' else t.typcategory end as category";

    /** Debezium makes it by its class name. */
    public ErpConnections() {}

    @Override
    public Connection connect(JdbcConfiguration config) throws SQLException {
        Properties properties = config.asProperties();
        String url = "jdbc:postgresql://" + config.getHostname() + ":" + config.getPort() + "/"
                + java.net.URLEncoder.encode(config.getDatabase(), java.nio.charset.StandardCharsets.UTF_8);
        for (String notTheDrivers : new String[] {"hostname", "port", "dbname"}) {
            properties.remove(notTheDrivers);
        }
        Connection connection = new Driver().connect(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TextForm.SETTINGS);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return mend(connection);
    }

    private static Connection mend(Connection connection) {
        return proxy(Connection.class, connection, (proxy, method, arguments) -> {
            mendQuery(arguments);
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement && !(result instanceof PreparedStatement)
                    ? mend(statement)
                    : result;
        });
    }

    private static Statement mend(Statement statement) {
        return proxy(Statement.class, statement, (proxy, method, arguments) -> {
            mendQuery(arguments);
            return call(statement, method, arguments);
        });
    }

    private static void mendQuery(Object[] arguments) {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            arguments[0] = sql.replace(TYPE_CATEGORY, MENDED_CATEGORY);
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, T target, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ErpConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
