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
import java.util.List;
import java.util.Properties;
import yecai.cdc.mirror.TextForm;
import yecai.cdc.source.Server;

/**
 * Opens Debezium's connections to the ERP, that of the log included, with {@link TextForm}'s settings, at
 * the server and with the password of the source's settings. Debezium makes it by
 * its class name.
 *
 * <p>Debezium 3.5 cannot start where a domain over an enum exists: it takes it for an enum and finds no labels. Its query of
 * the types is therefore changed to call such a domain a user-defined type.
 */
public final class ErpConnections implements JdbcConnection.ConnectionFactory {
    /** Names the engine's {@link LogFeed}. */
    static final String ENGINE = "yecai.engine";

    private static final List<String> NOT_THE_DRIVERS =
            List.of("hostname", "port", "dbname", "user", "password", "connection.factory.class", ENGINE);

    static final String TYPE_CATEGORY = "t.typcategory as category";
    static final String MENDED_CATEGORY =
            "case when t.typtype = 'd' and t.typcategory = 'E' then 'U' else t.typcategory end as category";

    /** Debezium makes it by its class name. */
    public ErpConnections() {}

    @Override
    public Connection connect(JdbcConfiguration config) throws SQLException {
        Properties properties = config.asProperties();
        Server erp = LogFeed.of(properties.getProperty(ENGINE)).erp().ofLog();
        for (String notTheDrivers : NOT_THE_DRIVERS) {
            properties.remove(notTheDrivers);
        }
        Connection connection = erp.open("yecai capture", properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TextForm.SETTINGS);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return repair(connection);
    }

    private static Connection repair(Connection connection) {
        return proxy(Connection.class, connection, (proxy, method, arguments) -> {
            mendQuery(arguments);
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement && !(result instanceof PreparedStatement)
                    ? repair(statement)
                    : result;
        });
    }

    private static Statement repair(Statement statement) {
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
