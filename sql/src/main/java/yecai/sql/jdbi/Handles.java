package yecai.sql.jdbi;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Jdbi on a connection that its user opened: in its transaction, and without closing it. {@code mapTo} of a record takes
 * each component from the column of that name in snake case; texts, integers and longs are bound and read as arrays
 * ({@code bindArray}, {@code List} components). What fails is thrown as the driver's own {@link SQLException}, since Jdbi's
 * messages may repeat a statement's arguments, among which may be secrets or rows of the ERP.
 */
public final class Handles {
    private static final ClasspathSqlLocator FILES = ClasspathSqlLocator.removingComments();
    private static final ClasspathSqlLocator COMMENTED_FILES = ClasspathSqlLocator.create();

    /** One for all: it remembers what it has parsed, and parsing takes longer than many a statement. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private static final RowMapperFactory RECORDS =
            (type, config) -> Optional.<Class<?>>of(GenericTypes.getErasedType(type))
                    .filter(Class::isRecord)
                    .map(ConstructorMapper::of);

    private Handles() {}

    /**
     * Opens a handle; closing it leaves the connection open. Its statements fail with Jdbi's exceptions, of which only
     * {@link SqlCause#message} is to be passed on.
     */
    public static Handle open(Connection connection) {
        Jdbi jdbi = Jdbi.create(requireNonNull(connection, "connection is null"));
        jdbi.registerArrayType(String.class, "text")
                .registerArrayType(Integer.class, "int4")
                .registerArrayType(Long.class, "int8")
                .registerRowMapper(RECORDS);
        // SQL is never a template: names are quoted by Identifier
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(PARSER);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi.open();
    }

    /** Works with a handle and returns the result. */
    public static <T> T with(Connection connection, HandleCallback<T, SQLException> work) throws SQLException {
        try (Handle handle = open(connection)) {
            return work.withHandle(handle);
        } catch (JdbiException problem) {
            throw SqlCause.find(problem).orElseThrow(() -> mistake(problem));
        }
    }

    /** A statement that never reached the database, such as one with a parameter left unbound: Jdbi's text lists the others. */
    private static IllegalStateException mistake(JdbiException problem) {
        IllegalStateException mistake = new IllegalStateException(
                "a statement of this program is wrong: " + problem.getClass().getSimpleName());
        mistake.setStackTrace(problem.getStackTrace());
        return mistake;
    }

    /** Works with a handle. */
    public static void use(Connection connection, HandleConsumer<SQLException> work) throws SQLException {
        with(connection, handle -> {
            work.useHandle(handle);
            return null;
        });
    }

    /** Works with a handle in a transaction of its own, on a connection in auto-commit mode. */
    public static <T> T inTransaction(Connection connection, HandleCallback<T, SQLException> work) throws SQLException {
        return with(connection, handle -> handle.inTransaction(work));
    }

    /** Works with a handle in a transaction of its own, on a connection in auto-commit mode. */
    public static void useTransaction(Connection connection, HandleConsumer<SQLException> work) throws SQLException {
        use(connection, handle -> handle.useTransaction(work));
    }

    /** Returns the SQL of the class path's file {@code <package>/<class>/<name>.sql}, without its comments. */
    public static String sql(Class<?> owner, String name) {
        return FILES.locate(owner, name);
    }

    /** Returns the same with its comments, to be read by people. */
    public static String commentedSql(Class<?> owner, String name) {
        return COMMENTED_FILES.locate(owner, name);
    }
}
