package yecai.hub.cli.pack;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Pack;
import yecai.sql.pack.PackLoader;
import yecai.sql.pack.PackReview;

/**
 * Checks a pack in steps: its files, its tables in an ERP, its SQL against the tables, what a load makes of the ERP's rows,
 * and whether a capture follows random changes. Each step finds all mistakes that it can; a step whose mistakes would make
 * the next one stumble over the same is the last.
 */
final class PackCheck {
    private static final String SOURCE = "trial";

    private final String nameOrFolder;
    private final Map<String, String> erpSql;
    private final StormOptions storm;
    private final PackFindings findings = new PackFindings();

    /** @param erpSql what makes the ERP, by file; empty if there is nothing to make it from */
    PackCheck(String nameOrFolder, Map<String, String> erpSql, StormOptions storm) {
        this.nameOrFolder = requireNonNull(nameOrFolder, "nameOrFolder is null");
        this.erpSql = requireNonNull(erpSql, "erpSql is null");
        this.storm = requireNonNull(storm, "storm is null");
    }

    /**
     * How the random changes are made.
     *
     * @param seed equal seeds on equal data make equal changes
     * @param transactions how many transactions of the ERP; 0: none
     */
    record StormOptions(long seed, int transactions) {}

    PackFindings run() {
        PackReview review = PackLoader.review(nameOrFolder);
        review.mistakes().forEach(findings::mistake);
        Optional<Pack> pack = review.pack();
        if (pack.isEmpty()) {
            findings.notChecked("the pack's SQL, which is tried when its files are in order");
            return findings;
        }
        findings.checked("files: " + pack.get().tables().size() + " tables, "
                + pack.get().staging().size() + " staging views, "
                + pack.get().mappings().size() + " mappings, "
                + pack.get().controls().size() + " controls fit together");
        if (erpSql.isEmpty()) {
            findings.notChecked(
                    "everything that needs an ERP: whether tables and columns exist, the SQL of mappings and controls,"
                            + " keys, totals, and touched_by; add fixtures/*.sql to the pack, or give --erp FILE");
            return findings;
        }
        try (TrialServer server = TrialServer.start(erpSql)) {
            tryOut(PackTrial.of(server, SOURCE, pack.get()));
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.INTERNAL, "the trial of the pack failed: " + problem.getMessage(), problem);
        } catch (YecaiException mistake) {
            if (mistake.kind() != YecaiException.Kind.PACK) {
                throw mistake;
            }
            findings.mistake(mistake.getMessage());
        }
        return findings;
    }

    private void tryOut(PackTrial trial) throws SQLException {
        List<MirrorTable> tables = ErpTrial.run(trial, findings);
        if (!findings.isSound()) {
            findings.notChecked("the pack's SQL, which is tried when the ERP has its tables");
            return;
        }
        findings.checked("tables: the ERP has all of them, with these columns and keys");
        MappingTrial.run(trial.settings(), tables, findings);
        if (!findings.isSound()) {
            findings.notChecked("a load and random changes, which are tried when the pack's SQL fits");
            return;
        }
        findings.checked(
                "SQL: every view, touched_by and control can be run; columns and types fit the canonical tables");
        trial.connect();
        new LoadTrial(trial, storm, findings).run();
    }
}
