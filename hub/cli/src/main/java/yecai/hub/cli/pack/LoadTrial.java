package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.check.CheckReport;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.hub.cli.pack.PackCheck.StormOptions;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** What a pack makes of an ERP's rows: loaded, then compared with the ERP and with its own controls. */
final class LoadTrial {
    private record ParkedGroup(String mapping, long documents, String example, String reason) {}

    private final PackTrial trial;
    private final StormOptions storm;
    private final PackFindings findings;

    LoadTrial(PackTrial trial, StormOptions storm, PackFindings findings) {
        this.trial = trial;
        this.storm = storm;
        this.findings = findings;
    }

    void run() throws SQLException {
        long rows;
        try {
            rows = trial.load();
        } catch (YecaiException mistake) {
            findings.mistake(mistakeOf(mistake));
            findings.notChecked("totals and random changes, which are tried when the pack can be loaded");
            return;
        }
        findings.checked("load: " + rows + " rows of the ERP were copied and mapped");
        findParked();
        CheckReport report = trial.check();
        report.differences().forEach(this::add);
        findings.checked("equality: " + report.rows(Part.MIRROR) + " rows of the mirror with the ERP, "
                + report.rows(Part.CANONICAL) + " canonical rows with their mappings in full");
        if (report.rows(Part.CONTROL_TOTALS) > 0) {
            findings.checked("totals: " + report.rows(Part.CONTROL_TOTALS)
                    + " groups of the control totals on the ERP, on the mirror and in the canonical tables");
        }
        new SettingTrial(trial, findings).run();
        if (storm.transactions() > 0 && rows > 0) {
            new StormTrial(trial, storm, findings).run();
        } else {
            findings.notChecked("touched_by under random changes, since "
                    + (rows > 0 ? "none were wanted" : "the ERP's tables are empty"));
        }
    }

    private void findParked() throws SQLException {
        String sql = """
                select p.mapping, count(*) as documents, min(p.derive_key) as example, min(p.reason) as reason
                from hub.parked as p
                group by p.mapping, p.sqlstate
                order by p.mapping, p.sqlstate
                """;
        try (Connection hub = trial.settings().hub().open("yecai pack check")) {
            Handles.use(
                    hub,
                    handle -> handle.createQuery(sql)
                            .mapTo(ParkedGroup.class)
                            .forEach(group ->
                                    findings.mistake("mapping/" + group.mapping() + ".sql: " + group.documents()
                                            + " documents of the trial's ERP cannot be mapped, such as "
                                            + group.example() + ": "
                                            + group.reason() + "; give a value that fits, or correct the ERP's rows")));
        }
    }

    private void add(Difference difference) {
        String object = difference.object();
        switch (difference.kind().part()) {
            case MIRROR -> findings.mistake("pack.yml: `tables`: " + difference.text());
            case CANONICAL -> {
                if (difference.kind() == Difference.Kind.NO_ROWS_TO_MAP) {
                    findings.notChecked("the mappings' rows: " + difference.text());
                } else {
                    findings.mistake("mapping of " + object + ": " + difference.text());
                }
            }
            case CONTROL_TOTALS -> {
                if (difference.kind() == Difference.Kind.NO_CONTROL_TOTALS) {
                    findings.notChecked("control totals: " + difference.text());
                } else {
                    findings.mistake("pack.yml: `controls." + object + "`: " + difference.text()
                            + "; correct the control or its mapping, whichever is wrong");
                }
            }
        }
    }

    /** Returns what a failure says of the pack; one that says nothing of it is thrown. */
    static String mistakeOf(YecaiException mistake) {
        YecaiException.Kind kind = mistake.kind();
        if (kind == YecaiException.Kind.INTERNAL || kind == YecaiException.Kind.CONFLICT) {
            throw mistake;
        }
        return mistake.getMessage();
    }
}
