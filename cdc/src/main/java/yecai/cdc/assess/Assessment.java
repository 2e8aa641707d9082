package yecai.cdc.assess;

import java.util.List;

/**
 * What can be said of an ERP's database before anything is installed.
 *
 * @param packs each of the packs that were asked for
 */
public record Assessment(
        ErpDatabase database, List<Finding> findings, List<AssessedTable> tables, List<PackCoverage> packs) {
    public Assessment {
        findings = List.copyOf(findings);
        tables = List.copyOf(tables);
        packs = List.copyOf(packs);
    }

    /** Whether something keeps the source, or a table of it, from being captured. */
    public boolean isBlocked() {
        return findings.stream().anyMatch(finding -> finding.code().severity() == Severity.BLOCKS);
    }

    /**
     * The server and database.
     *
     * @param versionNumber as number: 180006 for 18.6
     * @param logBytesPerHour of the whole server, on average since it counts them; null if it does not
     */
    public record ErpDatabase(
            String version,
            int versionNumber,
            String databaseName,
            String encoding,
            String walLevel,
            Long logBytesPerHour) {}
}
