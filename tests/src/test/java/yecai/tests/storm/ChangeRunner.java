package yecai.tests.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.sql.pack.TableSpec;

/** Runs changes of the schema, with rows of the table in the same transaction, unless each statement is one of its own. */
final class ChangeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeRunner.class);

    private final Connection erp;
    private final Publication publication;
    private final Random random;

    /** @param erp used for nothing else */
    ChangeRunner(Connection erp, Publication publication, Random random) throws SQLException {
        this.erp = erp;
        this.publication = publication;
        this.random = random;
        execute("set lock_timeout = '300ms'");
    }

    /** Returns whether the ERP took the change. */
    boolean run(SchemaChange change, TableSpec table) throws SQLException {
        execute("set search_path = public");
        try {
            if (change.isSeparate()) {
                for (String statement : change.statements()) {
                    execute(publication.text(statement));
                }
                return true;
            }
            runAtOnce(change, table);
            return true;
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw e;
            }
            LOG.debug("the ERP refuses {} of {}: {}", change.kind(), table.quotedSource(), e.getMessage());
            return false;
        } finally {
            if (!erp.getAutoCommit()) {
                erp.rollback();
                erp.setAutoCommit(true);
            }
        }
    }

    private void runAtOnce(SchemaChange change, TableSpec table) throws SQLException {
        erp.setAutoCommit(false);
        boolean withRows = random.nextInt(3) > 0;
        StormedTable rows = new StormedTable(erp, table, new TypeValues(erp, random), random);
        for (String statement : change.statements()) {
            if (withRows) {
                row(rows.next());
            }
            execute(publication.text(statement));
        }
        if (withRows) {
            row(rows.next());
        }
        erp.commit();
    }

    private void row(String sql) throws SQLException {
        execute("savepoint row");
        try {
            execute(sql);
            execute("release savepoint row");
        } catch (SQLException e) {
            execute("rollback to savepoint row");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = erp.createStatement()) {
            statement.execute(sql);
        }
    }
}
