package yecai.cdc.apply.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yecai.cdc.change.Change.Unchanged.UNCHANGED;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Kind;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;

/** Changes of a table with the key (id) and a large text. */
class NetEffectTest {
    private static final MirrorTable TABLE = table(List.of(0));

    private final NetEffect effect = new NetEffect(TABLE);
    private final List<Object> lookedUp = new ArrayList<>();

    private static MirrorTable table(List<Integer> key) {
        return new MirrorTable(
                "public",
                "invoice",
                "erp_acme",
                "invoice",
                List.of(new MirrorColumn("id", "text"), new MirrorColumn("note", "text")),
                key);
    }

    private void add(Kind kind, int transaction, Object... values) throws SQLException {
        effect.add(new Change.Row(TABLE, kind, values, null, 10), transaction, key -> {
            throw new AssertionError("the mirror is not needed here");
        });
    }

    private void move(String oldKey, int transaction, Object[] stored, Object... values) throws SQLException {
        effect.add(new Change.Row(TABLE, Kind.INSERT, values, new Object[] {oldKey}, 10), transaction, key -> {
            lookedUp.add(key[0]);
            return stored;
        });
    }

    private NetEntry only() {
        assertThat(effect.entries()).hasSize(1);
        return effect.entries().iterator().next();
    }

    @Test
    void insertAndUpdates_areOneInsertOfTheLastState() throws SQLException {
        add(Kind.INSERT, 0, "7", "a");
        add(Kind.UPDATE, 1, "7", "b");

        assertThat(only().kind()).isEqualTo(Kind.INSERT);
        assertThat(only().values()).containsExactly("7", "b");
        assertThat(only().transaction()).isEqualTo(1);
    }

    @Test
    void updateOfAValueThatDidNotChange_keepsTheOneBeforeInTheRun() throws SQLException {
        add(Kind.UPDATE, 0, "7", "large");
        add(Kind.UPDATE, 1, "7", UNCHANGED);

        assertThat(only().kind()).isEqualTo(Kind.UPDATE);
        assertThat(only().values()).containsExactly("7", "large");
    }

    @Test
    void unchangedValueOfARowThatWasNotWrittenBefore_staysUnchanged() throws SQLException {
        add(Kind.UPDATE, 0, "7", UNCHANGED);

        assertThat(only().values()).containsExactly("7", UNCHANGED);
    }

    @Test
    void rowThatCameAndWent_isNothing() throws SQLException {
        add(Kind.INSERT, 0, "7", "a");
        add(Kind.DELETE, 1, "7", null);

        assertThat(only().kind()).isNull();
    }

    @Test
    void rowThatWentAndCame_isAnUpdate() throws SQLException {
        add(Kind.DELETE, 0, "7", null);
        add(Kind.INSERT, 1, "7", "b");

        assertThat(only().kind()).isEqualTo(Kind.UPDATE);
        assertThat(only().values()).containsExactly("7", "b");
    }

    @Test
    void rowThatCameWentAndCame_isAnInsert() throws SQLException {
        add(Kind.INSERT, 0, "7", "a");
        add(Kind.DELETE, 0, "7", null);
        add(Kind.INSERT, 1, "7", "b");

        assertThat(only().kind()).isEqualTo(Kind.INSERT);
    }

    @Test
    void updateAndDelete_areADelete() throws SQLException {
        add(Kind.UPDATE, 0, "7", "a");
        add(Kind.DELETE, 1, "7", null);

        assertThat(only().kind()).isEqualTo(Kind.DELETE);
        assertThat(only().transaction()).isEqualTo(1);
    }

    @Test
    void moveToANewKey_takesUnchangedValuesFromTheMirror() throws SQLException {
        add(Kind.DELETE, 0, "7", null);
        move("7", 0, new Object[] {"7", "large"}, "8", UNCHANGED);

        assertThat(lookedUp).containsExactly("7");
        assertThat(new ArrayList<>(effect.entries()).get(1).values()).containsExactly("8", "large");
    }

    @Test
    void moveToANewKey_takesUnchangedValuesFromTheRun_ifTheyWereWrittenInIt() throws SQLException {
        add(Kind.UPDATE, 0, "7", "large");
        add(Kind.DELETE, 0, "7", null);
        move("7", 0, null, "8", UNCHANGED);

        assertThat(lookedUp).isEmpty();
        assertThat(new ArrayList<>(effect.entries()).get(1).values()).containsExactly("8", "large");
    }

    @Test
    void moveFromAKeyThatTheMirrorLacks_isRefused() throws SQLException {
        add(Kind.DELETE, 0, "7", null);

        assertThatThrownBy(() -> move("7", 0, null, "8", UNCHANGED))
                .isInstanceOf(UnwritableRows.class)
                .hasMessageContaining("public.invoice moved from a key that the mirror lacks");
    }

    @Test
    void changesThatDoNotFitTogether_areRefused() throws SQLException {
        add(Kind.INSERT, 0, "7", "a");
        assertThatThrownBy(() -> add(Kind.INSERT, 0, "7", "a")).hasMessageContaining("was inserted twice");
        add(Kind.DELETE, 0, "7", null);
        assertThatThrownBy(() -> add(Kind.DELETE, 0, "7", null)).hasMessageContaining("was deleted twice");
        assertThatThrownBy(() -> add(Kind.UPDATE, 0, "7", "b"))
                .hasMessageContaining("was updated after it was deleted");
    }

    @Test
    void entries_areInTheOrderOfTheLastChanges() throws SQLException {
        add(Kind.INSERT, 0, "1", "a");
        add(Kind.INSERT, 0, "2", "a");
        add(Kind.UPDATE, 0, "1", "b");

        assertThat(effect.entries()).extracting(entry -> entry.values()[0]).containsExactly("2", "1");
    }

    @Test
    void keyOfSeveralColumns_isComparedAsAWhole() throws SQLException {
        MirrorTable pairs = table(List.of(0, 1));
        NetEffect ofPairs = new NetEffect(pairs);
        for (Object[] values : List.of(new Object[] {"a", "bc"}, new Object[] {"ab", "c"})) {
            ofPairs.add(new Change.Row(pairs, Kind.INSERT, values, null, 10), 0, key -> null);
        }
        ofPairs.add(new Change.Row(pairs, Kind.DELETE, new Object[] {"ab", "c"}, null, 10), 0, key -> null);

        assertThat(ofPairs.entries()).extracting(NetEntry::kind).containsExactly(Kind.INSERT, null);
    }
}
