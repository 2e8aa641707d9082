package yecai.sql.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import yecai.sql.function.FunctionFile.Made;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;
import yecai.sql.text.Resources;

/**
 * Installs the functions, procedures and helper views of schemas hub, canon and books, and those of finance that write, in one transaction, and with them the
 * triggers and row policies that need them. Each object is replaced in place; where PostgreSQL refuses that, since its shape
 * changed, the objects of that file are dropped and made again. What the files no longer make is dropped. Nothing is ever
 * dropped by cascade: what is in the way is named.
 */
public final class FunctionInstaller {
    /** Another result, other columns, or other parameters: then the old signature makes a mere name ambiguous. */
    private static final Set<String> SHAPE_CHANGED = Set.of("42P13", "42P16", "42725");

    private static final String SETTING = "functions_checksum";

    private final Connection connection;
    private final List<FunctionFile> files;
    private final String checksum;

    /**
     * Works on a connection in auto-commit mode, which stays open: one that acts as yecai_owner to install, one of any login
     * that may read hub.setting to ask.
     *
     * @param schemaVersion version of the tables; another version installs the functions anew
     */
    public FunctionInstaller(Connection connection, String schemaVersion) {
        this(connection, schemaVersion, FunctionFile.all());
    }

    FunctionInstaller(Connection connection, String schemaVersion, List<FunctionFile> files) {
        this.connection = connection;
        this.files = files;
        List<String> texts = new ArrayList<>();
        texts.add(schemaVersion);
        files.forEach(file -> texts.add(file.toString()));
        this.checksum = Resources.checksum(texts);
    }

    /** Differs when the tables or any function do: what is made by functions has to be made anew then. */
    public String checksum() {
        return checksum;
    }

    /** Returns whether the installed functions are those of this program. */
    public boolean isCurrent() throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery("""
                        select exists (select from hub.setting as s where s.name = :name and s.value = :checksum)
                        """)
                        .bind("name", SETTING)
                        .bind("checksum", checksum)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Returns false when the functions were there already. */
    public boolean install() throws SQLException {
        if (isCurrent()) {
            return false;
        }
        Handles.useTransaction(connection, handle -> {
            handle.execute("set local lock_timeout = '30s'");
            var installed = new InstalledFunctions(handle);
            installed.revokeGrants();
            handle.execute("grant create on schema hub to yecai_access, yecai_mart, yecai_mart_all");
            handle.execute("grant create on schema books, finance to yecai_books");
            Set<Made> made = new HashSet<>();
            for (FunctionFile file : files) {
                make(handle, file, installed);
                made.addAll(file.made());
            }
            installed.dropAllBut(made);
            handle.execute("revoke create on schema hub from yecai_access, yecai_mart, yecai_mart_all");
            handle.execute("revoke create on schema books, finance from yecai_books");
            record(handle);
        });
        return true;
    }

    private static void make(Handle handle, FunctionFile file, InstalledFunctions installed) throws SQLException {
        handle.execute("savepoint before_file");
        try {
            try {
                RawSql.execute(handle, file.text());
            } catch (SQLException problem) {
                if (!SHAPE_CHANGED.contains(problem.getSQLState())) {
                    throw problem;
                }
                handle.execute("rollback to savepoint before_file");
                installed.drop(file.made());
                RawSql.execute(handle, file.text());
            }
        } catch (SQLException problem) {
            throw new SQLException(
                    "functions/" + file.path() + ".sql: " + problem.getMessage(), problem.getSQLState(), problem);
        }
        handle.execute("set local role yecai_owner");
        handle.execute("release savepoint before_file");
    }

    private void record(Handle handle) {
        handle.createUpdate("""
                        insert into hub.setting (name, value) values (:name, :checksum)
                        on conflict (name) do update set value = excluded.value
                        """)
                .bind("name", SETTING)
                .bind("checksum", checksum)
                .execute();
    }
}
