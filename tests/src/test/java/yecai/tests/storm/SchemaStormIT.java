package yecai.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.Waiting;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.SqlLiteral;

/**
 * A storm that changes the schema, too: beside and between the rows, in one transaction with them, and while the capture is down.
 * After each round every table either equals the ERP or stands still with a reason, no other table does so for its sake, and doing
 * what the reasons say makes all of them equal. Options: {@code -Dyecai.storm.seed=1}, {@code -Dyecai.storm.rounds=20},
 * {@code -Dyecai.storm.tables=12}.
 */
class SchemaStormIT {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStormIT.class);
    private static final long SEED = Long.getLong("yecai.storm.seed", 1L);
    private static final int ROUNDS = Integer.getInteger("yecai.storm.rounds", 20);
    private static final int CHANGES = 6;

    /** After so many rounds all is mended. */
    private static final int ROUNDS_UNTIL_MENDED = 4;

    /** Tables beside the odd ones, for changes that need a certain form; the watched one only tells that all was looked at. */
    private static final String SCHEMA = """
            create schema storm; create schema elsewhere;
            create table storm.plain (id integer primary key, a text, b text, c numeric(10, 2), q integer not null default 1,
                v varchar(20), e mood, g integer generated always as (id * 2) stored);
            create table storm.ranged (id integer primary key, v varchar(20), n numeric(10, 2), e mood) partition by range (id);
            create table storm.ranged_1 partition of storm.ranged for values from (minvalue) to (0);
            create table storm.ranged_2 partition of storm.ranged for values from (0) to (1000);
            create table storm.ranged_3 partition of storm.ranged for values from (1000) to (2000);
            create table storm.parent (id integer primary key, v text);
            create table storm.child (w text, primary key (id)) inherits (storm.parent);
            create table storm.head (id integer primary key, v text, p odd.pair);
            create table storm.line (head integer references storm.head on delete cascade, no integer, v text, e odd."Mood",
                primary key (head, no));
            create table storm.watched (id integer primary key, v text);
            create table storm.marked (id integer primary key);
            """;

    private final List<SchemaChange> changed = new ArrayList<>();
    private PackTrial trial;
    private int marks;

    @Test
    void schemaStorm_leavesEachTableEqualOrPausedWithAReason_andTheRemediesMendIt() throws SQLException {
        String sql = OddSchema.of(SEED, Integer.getInteger("yecai.storm.tables", 12)) + SCHEMA;
        Random random = new Random(SEED);
        try (PackTrial opened =
                        PackTrial.of("storm", sql, erp -> StormIT.pack(erp, "public", "odd", "Much-Odder", "storm"));
                Connection catalog = opened.openErp()) {
            trial = opened;
            List<TableSpec> tables = trial.settings().pack().tables().stream()
                    .filter(table -> !List.of("watched", "marked").contains(table.sourceTable()))
                    .toList();
            fill(tables, random);
            trial.load();
            trial.startCapture();
            SchemaChanges changes = new SchemaChanges(catalog, trial.settings(), random);
            for (int round = 1; round <= ROUNDS; round++) {
                round(round, tables, changes, random);
            }
            LOG.info("seed {}: {} kinds of changes: {}", SEED, changes.made().size(), changes.made());
            assertThat(changes.made()).hasSizeGreaterThan(25);
        }
    }

    private void fill(List<TableSpec> tables, Random random) throws SQLException {
        try (Connection erp = trial.openErp()) {
            Storm storm = new Storm(erp, tables, random.nextLong());
            for (int i = 0; i < 40; i++) {
                storm.transaction();
            }
        }
    }

    private void round(int round, List<TableSpec> tables, SchemaChanges changes, Random random) throws SQLException {
        boolean isDown = random.nextInt(3) == 0;
        if (isDown) {
            trial.stopCapture();
        }
        List<String> story = new ArrayList<>();
        changed.addAll(change(tables, changes, random, story));
        if (isDown) {
            trial.startCapture();
        }
        String what =
                "round " + round + " of seed " + SEED + (isDown ? ", while the capture was down" : "") + ": " + story;
        LOG.info("{}", what);
        awaitLook();
        TableStates.paused(trial).forEach((table, reason) -> {
            LOG.info("paused: {}: {}", table, reason);
            assertThat(reason).as("why %s is paused in %s", table, what).contains("yecai ");
        });
        assertEqual(what);
        if (round % ROUNDS_UNTIL_MENDED == 0 || round == ROUNDS) {
            mend(what);
        }
    }

    /**
     * Each table that is said to follow the ERP equals it, or is paused soon: what happens to partitions is judged by two looks at
     * the catalogue, the second of which comes after two seconds.
     */
    private void assertEqual(String what) throws SQLException {
        try {
            Waiting.until("equal", () -> TableStates.differences(trial).isEmpty());
        } catch (AssertionError | RuntimeException e) {
            assertThat(TableStates.differences(trial)).as(what).isEmpty();
        }
    }

    /** Makes changes, with rows before, beside and after them. */
    private List<SchemaChange> change(List<TableSpec> tables, SchemaChanges changes, Random random, List<String> story)
            throws SQLException {
        List<SchemaChange> made = new ArrayList<>();
        try (Connection rows = trial.openErp();
                Connection schema = trial.openErp()) {
            Storm storm = new Storm(rows, tables, random.nextLong());
            ChangeRunner runner = new ChangeRunner(schema, new Publication(trial.settings(), random), random);
            for (int i = 0; i <= CHANGES; i++) {
                boolean isWide = i == CHANGES;
                if (isWide && random.nextInt(5) > 0) {
                    break;
                }
                storm.transaction();
                if (random.nextInt(3) == 0) {
                    storm.change(3);
                }
                TableSpec table = tables.get(random.nextInt(tables.size()));
                Optional<SchemaChange> change = isWide ? changes.nextWide(table) : changes.next(table);
                if (change.isPresent() && runner.run(change.get(), table)) {
                    made.add(change.get());
                    changes.note(change.get());
                    story.add(change.get().kind() + " " + table.sourceSchema() + "." + table.sourceTable());
                }
                rows.commit();
                storm.transaction();
            }
        }
        return made;
    }

    /** Waits until the hub holds all that was committed, and has looked at the ERP's catalogue since. */
    private void awaitLook() throws SQLException {
        marks++;
        String position;
        String row;
        try (Connection erp = trial.openErp()) {
            execute(
                    erp,
                    "alter table storm.watched alter v set default '" + marks + "'; insert into storm.marked values ("
                            + marks + ")");
            position = TableStates.rows(erp, "select pg_current_wal_lsn()").get(0);
            row = TableStates.rows(
                            erp,
                            "select xmin from pg_attribute where attrelid = 'storm.watched'::regclass and attname = 'v'")
                    .get(0);
        }
        try (Connection hub = trial.settings().hub().open("storm")) {
            String sql = "select s.state = 'streaming' and s.position >= " + SqlLiteral.of(position)
                    + "::pg_lsn and (t.table_state = 'stopped' or t.source_identity ->> 'row of v' = "
                    + SqlLiteral.of(row)
                    + ") from hub.source as s inner join hub.source_table as t using (source) where t.source_table = 'watched'";
            Waiting.until("the hub looks at " + position, () -> {
                trial.requireRunning();
                return TableStates.rows(hub, sql).contains("t");
            });
        }
    }

    /** Undoes what took tables away, and does what the reasons say, also about what was undone, which the hub must see, too. */
    private void mend(String what) throws SQLException {
        Administrator administrator = new Administrator(trial, new Publication(trial.settings(), new Random(SEED)));
        for (int i = changed.size() - 1; i >= 0; i--) {
            changed.get(i).undo().forEach(administrator::atErp);
        }
        changed.clear();
        for (int i = 0; i < 3; i++) {
            assertThat(administrator.mend())
                    .as("what stays paused after %s", what)
                    .isEmpty();
            awaitLook();
            assertEqual("mended after " + what);
            if (TableStates.paused(trial).isEmpty()) {
                return;
            }
        }
        assertThat(TableStates.paused(trial))
                .as("paused again and again after %s", what)
                .isEmpty();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
