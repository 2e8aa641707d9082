package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.PackDigest;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** What must be in place at the ERP before it can be captured. */
public final class Preflight {
    private static final String POOLER =
            "that is the answer of a connection pooler such as pgbouncer, which cannot pass"
                    + " on the log: give the address of the server behind it as url of";

    private Preflight() {}

    // A server knows these parameters of a connection, a pooler does not.
    private static boolean isOfAPooler(SQLException problem) {
        return String.valueOf(problem.getMessage()).contains("unsupported startup parameter");
    }

    /**
     * Returns the minor version to install because reading the log of the given one is known to be defective.
     *
     * @param version as number: 180006 for 18.6
     */
    public static Optional<String> findRepairedVersion(int version) {
        return DecodingDefect.findRepaired(version);
    }

    /** Opens the ERP's database with the login that reads its tables. */
    public static Connection openErp(SourceSettings settings, String applicationName) {
        return open(settings, settings.erp(), applicationName);
    }

    /** Opens the ERP's database with the login that reads its log. */
    static Connection openLog(SourceSettings settings, String applicationName) {
        return open(settings, settings.erp().ofLog(), applicationName);
    }

    private static Connection open(SourceSettings settings, Server erp, String applicationName) {
        try {
            return erp.open(applicationName);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot connect to the ERP of source " + settings.source() + " as " + erp + ": "
                            + e.getMessage() + "; " + (isOfAPooler(e) ? POOLER : "check") + " sources."
                            + settings.source() + " in the configuration",
                    e);
        }
    }

    /** Returns everything that is not in place at the ERP; empty if a load or capture can start. */
    public static List<Problem> check(SourceSettings settings) {
        try (Connection log = openLog(settings, "yecai preflight");
                Connection erp = openErp(settings, "yecai preflight")) {
            List<Problem> problems = new ArrayList<>();
            ServerCheck.run(log, settings, problems);
            // of another version all else that is missing says nothing more
            Optional<Problem> refusal = ErpVariant.read(erp, settings.pack()).findRefusal(settings);
            refusal.ifPresent(problems::add);
            if (refusal.isEmpty()) {
                PublicationCheck.run(erp, settings, problems);
            }
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

    /** Returns what is worth knowing about the ERP although nothing keeps it from being captured; one sentence each. */
    public static List<String> warnings(SourceSettings settings) {
        try (Connection erp = openErp(settings, "yecai preflight")) {
            return Warnings.list(erp, settings);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the catalogue of " + settings.erp() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns what the logins of a source may do at the ERP beyond what they need; one sentence each.
     *
     * @param isTried whether it is also tried where pg_hba.conf should not admit them, which the ERP's server logs
     */
    public static List<String> excessRights(SourceSettings settings, boolean isTried) {
        try (Connection log = openLog(settings, "yecai status")) {
            List<String> excess =
                    new ArrayList<>(LoginRights.listGranted(log, settings, LoginRights.Use.ofLog(settings)));
            if (isTried) {
                excess.addAll(LoginRights.listAdmitted(log, settings.erp().ofLog(), true));
            }
            if (settings.erp().replicating().isPresent()) {
                try (Connection erp = openErp(settings, "yecai status")) {
                    excess.addAll(LoginRights.listGranted(erp, settings, LoginRights.Use.TABLES));
                    if (isTried) {
                        excess.addAll(LoginRights.listAdmitted(erp, settings.erp(), false));
                    }
                }
            }
            return excess;
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE,
                    "cannot find out what the login of " + settings.erp() + " may do: " + e.getMessage(),
                    e);
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

    /**
     * Refuses unless the capture can continue exactly at the position of the hub.
     *
     * @param takesOver whether to end another session of the source's login that uses the slot
     * @return the timeline of the log in which that position is
     */
    public static int requireReady(SourceSettings settings, SourceState state, boolean takesOver) {
        int timeline;
        try (Connection erp = openLog(settings, "yecai preflight")) {
            List<Problem> problems = new ArrayList<>();
            ServerCheck.run(erp, settings, problems);
            require(settings, problems);
            StartCheck.run(erp, settings, state, takesOver);
            FailoverSlot.mark(erp, settings);
            timeline = StartCheck.timeline(erp);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.SOURCE, "cannot read the slots of " + settings.erp() + ": " + e.getMessage(), e);
        }
        if (!state.packVersion().equals(PackDigest.of(settings.pack()))) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + settings.pack().name() + " differs from the one with which source " + settings.source()
                            + " was loaded: run `yecai pack upgrade --source " + settings.source()
                            + "`, which says what changes");
        }
        return timeline;
    }

    /** Returns the identity of the ERP's server, which a copy made by initdb or restore does not share. */
    public static String systemIdentifier(Connection erp) throws SQLException {
        return Handles.with(
                erp,
                handle -> handle.createQuery(
                                "select system_identifier::text || '/' || current_database() from pg_control_system()")
                        .mapTo(String.class)
                        .one());
    }

    /**
     * Returns the statements with which an administrator of the ERP admits the hub: a login that may replicate and read the
     * captured columns and nothing else, and a publication of the captured tables.
     */
    public static String sourceSetupSql(SourceSettings settings) {
        return SetupSql.of(settings);
    }

    /**
     * Returns the statements with which an administrator of the ERP takes all tables out of the publication, so that an upgrade may
     * drop and retype their columns. {@link #sourceSetupSql} puts them back.
     */
    public static String upgradeWindowSql(SourceSettings settings) {
        return SetupSql.leave(settings);
    }
}
