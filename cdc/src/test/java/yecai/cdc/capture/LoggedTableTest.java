package yecai.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yecai.cdc.change.Change.Unchanged.UNCHANGED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change;
import yecai.cdc.change.Change.Kind;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableIdentity;

/** Rows of a table with the key (plant, code), a large text and a column that the ERP may lack. */
class LoggedTableTest {
    private static final MirrorTable STOCK = new MirrorTable(
            "public",
            "stock",
            "erp_acme",
            "stock",
            List.of(
                    new MirrorColumn("code", "text"),
                    new MirrorColumn("note", "text"),
                    new MirrorColumn("plant", "text"),
                    new MirrorColumn("lot", "text")),
            List.of(2, 0));

    private final LoggedTable table = table(Set.of(), "code", "note", "plant", "lot");
    private final List<Change> changes = new ArrayList<>();

    private static LoggedTable table(Set<String> absent, String... columns) {
        return new LoggedTable(
                new FollowedTable(
                        STOCK, List.of("text", "text", "text", "text"), List.of(), absent, false, TableIdentity.NONE),
                described(columns),
                Optional.empty());
    }

    private static TableDescription described(String... columns) {
        return new TableDescription("public", "stock", List.of(columns), List.of("code", "plant"));
    }

    private static ByteBuffer update(char oldImage, Object[] before, Object... after) {
        ByteBuffer message = new LogMessage('U')
                .int8(oldImage)
                .tuple(before)
                .int8('N')
                .tuple(after)
                .message();
        message.get();
        return message;
    }

    private Change.Row row(int place) {
        return (Change.Row) changes.get(place);
    }

    @Test
    void update_withTheOldKeyThatIsTheSame_staysAnUpdate() {
        int passedOn =
                table.read('U', update('K', new Object[] {"C", null, "P", null}, "C", "new", "P", "L"), changes::add);

        assertThat(passedOn).isEqualTo(1);
        assertThat(row(0).kind()).isEqualTo(Kind.UPDATE);
        assertThat(row(0).oldKey()).isNull();
        assertThat(row(0).values()).containsExactly("C", "new", "P", "L");
    }

    @Test
    void update_thatMovesTheKey_isADeleteAndAnInsertWithTheOldKeyInItsOrder() {
        int passedOn = table.read(
                'U', update('K', new Object[] {"C", null, "P", null}, "D", UNCHANGED, "P", "L"), changes::add);

        assertThat(passedOn).isEqualTo(2);
        assertThat(row(0).kind()).isEqualTo(Kind.DELETE);
        assertThat(row(0).values()).containsExactly("C", null, "P", null);
        assertThat(row(1).kind()).isEqualTo(Kind.INSERT);
        assertThat(row(1).oldKey()).containsExactly("P", "C");
        assertThat(row(1).values()).containsExactly("D", UNCHANGED, "P", "L");
    }

    @Test
    void unchangedValue_isTakenFromAWholeOldImage() {
        table.read('U', update('O', new Object[] {"C", "large", "P", null}, "C", UNCHANGED, "P", "L"), changes::add);

        assertThat(row(0).values()).containsExactly("C", "large", "P", "L");
    }

    @Test
    void unchangedValue_thatTheWholeOldImageLacksToo_staysUnchanged() {
        table.read('U', update('O', new Object[] {"C", null, "P", null}, "C", UNCHANGED, "P", "L"), changes::add);

        assertThat(row(0).values()).containsExactly("C", UNCHANGED, "P", "L");
    }

    @Test
    void unchangedKey_isTakenFromTheOldKey() {
        table.read('U', update('K', new Object[] {"C", null, "P", null}, UNCHANGED, "n", "Q", "L"), changes::add);

        assertThat(row(1).values()).containsExactly("C", "n", "Q", "L");
    }

    @Test
    void insert_hasNullForAColumnThatTheLogLacks() {
        ByteBuffer message = new LogMessage('I').int8('N').tuple("C", "n", "P").message();
        message.get();
        table(Set.of(), "code", "note", "plant").read('I', message, changes::add);

        assertThat(row(0).values()).containsExactly("C", "n", "P", null);
    }

    @Test
    void announce_namesMissingColumns_unlessTheyAreKnownToBeAbsent() {
        assertThat(table(Set.of(), "code", "plant", "lot").announce().undelivered())
                .containsExactly("note");
        assertThat(table(Set.of("note"), "code", "plant", "lot").announce().undelivered())
                .isEmpty();
    }

    /** The table had another replica identity when they were written. */
    @Test
    void rowsWithoutTheirKeyBefore_cannotBeRead() {
        ByteBuffer delete =
                new LogMessage('D').int8('K').tuple(null, null, null, "L").message();
        delete.get();

        assertThatThrownBy(() -> table.read('D', delete, changes::add))
                .isInstanceOf(UnreadableRow.class)
                .hasMessageContaining("without its key column plant");
        assertThatThrownBy(() -> table.read(
                        'U', update('K', new Object[] {null, null, null, "L"}, "C", "n", "P", "M"), changes::add))
                .isInstanceOf(UnreadableRow.class);
        assertThat(changes).isEmpty();
    }

    /** The columns had exchanged their names for a time. */
    @Test
    void announce_namesColumnsThatStandInAnotherOrderThanTheTables() {
        TableIdentity identity =
                new TableIdentity("", Map.of("number of code", "1", "number of note", "2", "number of plant", "4"));
        FollowedTable followed =
                new FollowedTable(STOCK, List.of("text", "text", "text", "text"), List.of(), Set.of(), false, identity);

        assertThat(new LoggedTable(followed, described("code", "other", "note", "lot", "plant"), Optional.empty())
                        .announce()
                        .undelivered())
                .isEmpty();
        assertThat(new LoggedTable(followed, described("note", "code", "plant", "lot"), Optional.empty())
                        .announce()
                        .undelivered())
                .containsExactly("code");
    }

    @Test
    void bytes_growWithTheTexts() {
        ByteBuffer small =
                new LogMessage('I').int8('N').tuple("C", "n", "P", null).message();
        ByteBuffer large = new LogMessage('I')
                .int8('N')
                .tuple("C", "n".repeat(1001), "P", null)
                .message();
        small.get();
        large.get();
        table.read('I', small, changes::add);
        table.read('I', large, changes::add);

        assertThat(row(1).bytes() - row(0).bytes()).isEqualTo(1000);
    }
}
