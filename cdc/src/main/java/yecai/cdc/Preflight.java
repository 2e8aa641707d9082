package yecai.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.mirror.Identifier;
import yecai.cdc.preflight.Problem;
import yecai.cdc.preflight.PublicationCheck;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.preflight.SetupSql;
import yecai.cdc.preflight.StartCheck;
import yecai.cdc.preflight.Survey;
import yecai.cdc.progress.SourceState;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** What must be in place at the ERP before it can be captured. */
public final class Preflight {
    private Preflight() {}

    /** Opens the ERP's database. */
    public static Connection openErp(SourceSettings settings, String applicationName) {
        try {
            return settings.erp().open(applicationName);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot connect to the ERP of source " + settings.source() + " as " + settings.erp() + ": "
                            + e.getMessage() + "; check sources." + settings.source() + " in the configuration",
                    e);
        }
    }

    /** Returns everything that is not in place at the ERP; empty if a load or capture can start. */
    public static List<Problem> check(SourceSettings settings) {
        try (Connection erp = openErp(settings, "yecai preflight")) {
            List<Problem> problems = new ArrayList<>();
            checkServer(erp, settings, problems);
            PublicationCheck.run(erp, settings, problems);
            return problems;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the catalogue of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    /** Returns the tables and columns of the pack that are not captured, since they could not be captured exactly. */
    public static List<Refusal> refusals(SourceSettings settings) {
        try (Connection erp = openErp(settings, "yecai preflight")) {
            return Survey.read(erp, settings.pack().tables()).stream()
                    .flatMap(table -> table.refusals().stream())
                    .toList();
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the catalogue of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    /** Refuses, naming every problem, unless a load or capture can start. */
    public static void requireReady(SourceSettings settings) {
        require(settings, check(settings));
    }

    private static void require(SourceSettings settings, List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "the ERP of source " + settings.source() + " is not ready: "
                            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
    }

    /** Refuses unless the capture can go on exactly where the hub stands. */
    static void requireReady(SourceSettings settings, SourceState state) {
        try (Connection erp = openErp(settings, "yecai preflight")) {
            List<Problem> problems = new ArrayList<>();
            checkServer(erp, settings, problems);
            require(settings, problems);
            StartCheck.run(erp, settings, state);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the slots of " + settings.erp() + ": " + e.getMessage(), e);
        }
        if (!state.packVersion().equals(PackDigest.of(settings.pack()))) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + settings.pack().name() + " differs from the one with which source " + settings.source()
                            + " was loaded: run `yecai load --source " + settings.source() + "` to load it again");
        }
    }

    /** Returns the identity of the ERP's server, which a copy made by initdb or restore does not share. */
    public static String systemIdentifier(Connection erp) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(
                        "select system_identifier::text || '/' || current_database() from pg_control_system()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Returns the statements with which an administrator of the ERP lets the hub in: a login that may replicate and read the
     * captured columns and nothing else, and a publication of the captured tables.
     */
    public static String sourceSetupSql(SourceSettings settings) {
        return SetupSql.of(settings);
    }

    private static void checkServer(Connection erp, SourceSettings settings, List<Problem> problems)
            throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement("""
                        select current_setting('wal_level'), r.rolreplication or r.rolsuper,
                            current_setting('server_version_num')::integer
                        from pg_catalog.pg_roles as r where r.rolname = current_user
                        """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (!row.getString(1).equals("logical")) {
                problems.add(new Problem(
                        "wal_level of " + settings.erp() + " is " + row.getString(1),
                        "set wal_level = logical in postgresql.conf and restart the server"));
            }
            if (!row.getBoolean(2)) {
                problems.add(new Problem(
                        "login " + settings.erp().user() + " may not replicate",
                        "run `alter role " + Identifier.quote(settings.erp().user()) + " replication` at the ERP"));
            }
            if (row.getInt(3) < 150000) {
                problems.add(new Problem(
                        "the ERP's server has version number " + row.getInt(3), "PostgreSQL 15 or newer is needed"));
            }
        }
    }
}
