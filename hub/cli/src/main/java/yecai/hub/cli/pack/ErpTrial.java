package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.mirror.SourceCatalog;
import yecai.cdc.preflight.Refusal;
import yecai.cdc.preflight.Survey;
import yecai.sql.pack.TableSpec;

/** Whether the tables of a pack are in the ERP as the pack says. */
final class ErpTrial {
    private ErpTrial() {}

    /** Finds what the ERP lacks or cannot deliver; returns the tables that can be mirrored. */
    static List<MirrorTable> run(PackTrial trial, PackFindings findings) throws SQLException {
        List<MirrorTable> tables = new ArrayList<>();
        try (Connection erp = trial.openErp()) {
            for (Survey.Found found : Survey.read(erp, trial.settings().pack().tables())) {
                check(found, findings);
                if (found.isThere() && !found.isRefused()) {
                    tables.add(SourceCatalog.read(
                            erp, found.spec(), found.columns(), trial.settings().mirrorSchema()));
                }
            }
        }
        return tables;
    }

    private static void check(Survey.Found found, PackFindings findings) {
        TableSpec spec = found.spec();
        String place = "pack.yml: `tables." + spec.sourceSchema() + "." + spec.sourceTable();
        if (!found.isThere()) {
            findings.mistake(place + "` is not a table of the ERP: correct the name, or delete it");
            return;
        }
        for (String column : found.missing()) {
            findings.mistake(place + ".columns` names `" + column
                    + "`, which the ERP's table does not have: correct the name, or delete it");
        }
        for (Refusal refusal : found.refusals()) {
            if (refusal.column() == null || !found.missing().contains(refusal.column())) {
                findings.mistake(
                        place + (refusal.column() == null ? ".key`: " : ".columns` names `" + refusal.column() + "`: ")
                                + refusal.reason() + ": " + refusal.remedy());
            }
        }
    }
}
