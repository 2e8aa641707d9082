package yecai.sql.lint;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.sql.jdbi.Handles;
import yecai.sql.jdbi.RawSql;
import yecai.sql.text.Resources;

/**
 * Installs the lints as numbered views in schema hub, and hub.lint, the union of them all. A lint is a query whose rows
 * are findings: which lint, how severe, on which object, what is wrong, and the remedy.
 */
public final class LintInstaller {
    private static final String SETTING = "lints_checksum";

    private final Connection connection;
    private final List<LintFile> files = LintFile.all();

    /** Works on a connection of yecai_migrate in auto-commit mode, which stays open. */
    public LintInstaller(Connection connection) {
        this.connection = connection;
    }

    /** Replaces the lints in one transaction, if they are not those of this program. */
    public void install() throws SQLException {
        Handles.useTransaction(connection, handle -> {
            handle.execute("set local role yecai_owner");
            if (!isInstalled(handle)) {
                replace(handle);
                record(handle);
            }
        });
    }

    private boolean isInstalled(Handle handle) {
        return handle.createQuery("""
                        select to_regclass('hub.lint') is not null
                            and exists (select from hub.setting as s where s.name = :name and s.value = :checksum)
                        """)
                .bind("name", SETTING)
                .bind("checksum", checksum())
                .mapTo(Boolean.class)
                .one();
    }

    private void replace(Handle handle) throws SQLException {
        RawSql.execute(handle, "drop view if exists hub.lint");
        for (LintFile file :
                files.stream().sorted(comparing(LintFile::name).reversed()).toList()) {
            RawSql.execute(handle, "drop view if exists " + file.view());
        }
        for (LintFile file : files) {
            RawSql.execute(handle, "create view " + file.view() + " as\n" + file.query());
        }
        String union = files.stream()
                .filter(LintFile::hasFindings)
                .map(file -> "select l.lint, l.severity, l.object, l.detail, l.remedy from " + file.view() + " as l")
                .collect(joining("\nunion all\n"));
        RawSql.execute(handle, "create view hub.lint as\n" + union);
        RawSql.execute(handle, "grant select on hub.lint to yecai_dba, yecai_capture");
    }

    private void record(Handle handle) {
        handle.createUpdate("""
                        insert into hub.setting (name, value) values (:name, :checksum)
                        on conflict (name) do update set value = excluded.value
                        """)
                .bind("name", SETTING)
                .bind("checksum", checksum())
                .execute();
    }

    private String checksum() {
        return Resources.checksum(files.stream().map(LintFile::toString).toList());
    }
}
