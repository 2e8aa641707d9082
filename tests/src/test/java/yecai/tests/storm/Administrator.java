package yecai.tests.storm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.Capture;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.load.TableReload.Decision;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.reconcile.TableResult;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;

/** Does what the reasons of paused tables say, to the letter: runs the SQL that they quote, and the commands that they name. */
final class Administrator {
    private static final Logger LOG = LoggerFactory.getLogger(Administrator.class);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final int MOST_STEPS = 6;

    private final PackTrial trial;
    private final Publication publication;
    private final Map<String, List<String>> story = new TreeMap<>();

    Administrator(PackTrial trial, Publication publication) {
        this.trial = trial;
        this.publication = publication;
    }

    /**
     * Mends all paused tables.
     *
     * @return by table that stays paused, what was said about it, step by step
     */
    Map<String, List<String>> mend() throws SQLException {
        story.clear();
        Map<String, String> said = TableStates.paused(trial);
        for (int step = 0; step < MOST_STEPS && !said.isEmpty(); step++) {
            said.forEach(this::note);
            follow(said);
            said = step == 0 ? reconcile(said) : accept(said);
        }
        Map<String, String> left = TableStates.paused(trial);
        story.keySet().retainAll(left.keySet());
        left.forEach(this::note);
        return story;
    }

    private void note(String table, String text) {
        story.computeIfAbsent(table, name -> new ArrayList<>()).add(text);
    }

    /** Runs what the texts quote for the ERP. */
    private void follow(Map<String, String> said) {
        boolean isPublishing = false;
        for (Map.Entry<String, String> text : said.entrySet()) {
            Matcher quoted = QUOTED.matcher(text.getValue());
            while (quoted.find()) {
                if (quoted.group(1).startsWith("yecai init")) {
                    isPublishing = true;
                } else if (!quoted.group(1).startsWith("yecai ")
                        && !quoted.group(1).contains("...")) {
                    atErp(quoted.group(1));
                }
            }
        }
        if (isPublishing) {
            atErp(Publication.INIT);
        }
    }

    /** Runs a statement at the ERP; one that fails is left. */
    void atErp(String statement) {
        try (Connection erp = trial.openErp();
                Statement sql = erp.createStatement()) {
            sql.execute(publication.text(statement));
        } catch (SQLException e) {
            LOG.info("the ERP refuses {}: {}", statement.lines().findFirst().orElse(""), e.getMessage());
        }
    }

    private Map<String, String> reconcile(Map<String, String> said) throws SQLException {
        List<String> names = said.entrySet().stream()
                .filter(text -> text.getValue().contains("yecai reconcile --repair"))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, String> next = new TreeMap<>();
        if (!names.isEmpty()) {
            for (TableResult result : new Reconciliation(trial.settings(), Capture::forReload)
                    .run(
                            names,
                            new ReconcileOptions("an administrator", Waiting.PATIENCE, 1, true),
                            LoadProgress.SILENT)
                    .tables()) {
                result.problem().ifPresent(problem -> next.put(result.table(), problem));
            }
        }
        Map<String, String> paused = TableStates.paused(trial);
        next.keySet().retainAll(paused.keySet());
        paused.forEach(next::putIfAbsent);
        return next;
    }

    private Map<String, String> accept(Map<String, String> said) throws SQLException {
        TableReload reload = new TableReload(trial.settings(), Capture::forReload);
        Map<String, String> next = new TreeMap<>();
        try {
            // none: all that are paused, and one of them does not keep the others
            reload.run(List.of(), Decision.ACCEPT, LoadProgress.SILENT);
        } catch (YecaiException e) {
            LOG.info("not all are accepted: {}", e.getMessage());
        }
        for (String table : TableStates.paused(trial).keySet()) {
            try {
                reload.run(List.of(table), Decision.ACCEPT, LoadProgress.SILENT);
            } catch (YecaiException e) {
                next.put(table, e.getMessage());
            }
        }
        return next;
    }
}
