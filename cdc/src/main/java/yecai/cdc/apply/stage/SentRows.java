package yecai.cdc.apply.stage;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.cdc.change.Change;
import yecai.cdc.script.Script;
import yecai.cdc.script.TempTable;

/** Sends the net effects of a table to the hub: new rows straight into the mirror where that will do, all others into the stage. */
final class SentRows {
    private static final int FEW_ROWS = 200;
    private static final long FEW_BYTES = 64 << 10;

    private final Connection hub;
    private final StageSql sql;
    private final boolean straight;
    private final TempTable stage;
    private boolean stageExists;

    /** @param straight whether new rows need no stage */
    SentRows(Connection hub, StageSql sql, boolean straight) {
        this.hub = hub;
        this.sql = sql;
        this.straight = straight;
        this.stage = new TempTable(sql.stage());
    }

    /**
     * Sends them. Few rows go with the script, which saves the two round trips of a COPY.
     *
     * @param bytes of the rows
     * @param transactions the ERP's transaction numbers by index
     * @return how many rows are in the stage
     */
    StageCounts send(NetEffect effect, long bytes, long[] transactions, Script script, CopyText buffer)
            throws SQLException {
        boolean few = effect.entries().size() <= FEW_ROWS && bytes <= FEW_BYTES;
        // a key may come again in another text, as 1.0 and 1.00: what is deleted must be gone before it is inserted
        boolean stagesNew = !straight || effect.has(Change.Kind.DELETE);
        if (!stagesNew && effect.has(Change.Kind.INSERT)) {
            send(sql.straight(), few, script, buffer, text -> StraightRows.write(text, effect, transactions));
        }
        if (!stagesNew && !effect.has(Change.Kind.UPDATE)) {
            return StageCounts.NONE;
        }
        prepareStage(script);
        StageCounts counts =
                send(sql.staged(), few, script, buffer, text -> StageRows.write(text, effect, transactions, stagesNew));
        // with the images from before of those that are changed or deleted
        stage.add(counts.inserts() + 2L * (counts.updates() + counts.deletes()));
        return counts;
    }

    /** Adds to the script what makes the stage, if it is not there, and empties it. */
    void prepareStage(Script script) {
        if (stageExists) {
            stage.clear(script);
        } else {
            script.add(sql.create());
            stageExists = true;
        }
    }

    /** Called when so many rows were put into the stage otherwise. */
    void noteStaged(long rows) {
        stage.add(rows);
    }

    /** Called when the transaction which may have made the stage was rolled back. */
    void forgetStage() {
        stageExists = false;
    }

    private <T> T send(RowTarget target, boolean few, Script script, CopyText buffer, RowTarget.Rows<T> rows)
            throws SQLException {
        if (few) {
            return target.insert(script, rows);
        }
        script.run();
        return target.copy(hub, buffer, rows);
    }
}
