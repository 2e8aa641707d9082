package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.hub.cli.pack.PackCheck.StormOptions;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.TableSpec;

/**
 * Whether a capture follows random changes: first of one table at a time, then of all together. When all tables change, a
 * document that was not derived again is soon derived for another reason; when one does, it stays wrong, and the table is
 * known. One at a time comes first, since random changes make the rows more and more alike. Control totals are left out: random changes break the rules by which an ERP's own totals agree.
 */
final class StormTrial {
    private static final int ROUNDS = 2;
    private static final int MOST_CHANGES = 8;
    private static final int MOST_CHANGES_OF_ONE_TABLE = 5;

    private final PackTrial trial;
    private final StormOptions storm;
    private final PackFindings findings;
    private final Set<String> wrong = new HashSet<>();

    StormTrial(PackTrial trial, StormOptions storm, PackFindings findings) {
        this.trial = trial;
        this.storm = storm;
        this.findings = findings;
    }

    void run() throws SQLException {
        Map<String, Set<String>> reads = new TreeMap<>();
        Set<String> read = new TreeSet<>();
        for (Mapping mapping : trial.settings().pack().mappings()) {
            reads.put(mapping.name(), MappingSources.list(trial.settings(), mapping));
            read.addAll(reads.get(mapping.name()));
        }
        long changes = 0;
        try (Connection erp = trial.openErp()) {
            trial.startCapture();
            PackStorm changing = new PackStorm(erp, trial.settings().pack(), storm.seed());
            for (TableSpec table : trial.settings().pack().tables()) {
                if (read.contains(table.mirrorTable())) {
                    for (int i = 0; i < Math.max(1, storm.transactions() / 10); i++) {
                        changing.transaction(table, MOST_CHANGES_OF_ONE_TABLE);
                    }
                    compare("changes of the table " + table.mirrorTable() + " alone", reads);
                }
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < (storm.transactions() + ROUNDS - 1) / ROUNDS; i++) {
                    changing.transaction(MOST_CHANGES);
                }
                compare("changes of all tables", reads);
            }
            changes = changing.changes();
            trial.stopCapture();
        } catch (YecaiException mistake) {
            findings.mistake("under random changes (--seed " + storm.seed() + "): " + LoadTrial.mistakeOf(mistake));
        }
        findings.checked("touched_by: " + changes + " random changes were captured (seed " + storm.seed() + "), the"
                + " canonical rows compared with the mappings in full");
    }

    private void compare(String what, Map<String, Set<String>> reads) throws SQLException {
        trial.awaitCaughtUp();
        for (Difference difference : trial.check().differences()) {
            if (difference.kind().part() == Part.CANONICAL) {
                add(difference, what, reads);
            } else if (difference.kind().part() == Part.MIRROR) {
                findings.mistake("pack.yml: `tables`: " + difference.text());
            }
        }
    }

    // What is wrong once stays wrong, so a canonical table is named with the first changes that made it differ.
    private void add(Difference difference, String what, Map<String, Set<String>> reads) {
        List<Mapping> mappings = trial.settings().pack().mappings().stream()
                .filter(mapping -> difference.object().equals("canon." + mapping.entity())
                        || difference.object().contains("\"" + mapping.name() + "\""))
                .toList();
        if (!wrong.add(
                mappings.isEmpty() ? difference.object() : mappings.get(0).entity())) {
            return;
        }
        StringBuilder text = new StringBuilder("pack.yml: ");
        mappings.forEach(
                mapping -> text.append("`mappings.").append(mapping.name()).append(".touched_by`: "));
        text.append("after random ").append(what).append(" (--seed ").append(storm.seed());
        text.append(") ").append(difference.text());
        for (Mapping mapping : mappings) {
            Set<String> unnamed = new TreeSet<>(reads.get(mapping.name()));
            unnamed.removeAll(mapping.touchedBy().keySet());
            if (!unnamed.isEmpty()) {
                text.append("; mapping/").append(mapping.name()).append(".sql reads ");
                text.append(String.join(", ", unnamed)).append(", which touched_by does not name");
            }
        }
        findings.mistake(
                text + "; name every table whose change alters a row, with a query for all keys that it alters");
    }
}
