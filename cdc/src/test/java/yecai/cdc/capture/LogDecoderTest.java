package yecai.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yecai.cdc.change.Change.Unchanged.UNCHANGED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableIdentity;
import yecai.cdc.source.MessageLimit;
import yecai.sql.error.YecaiException;

class LogDecoderTest {
    private static final MirrorTable INVOICE = table("invoice", "id", "number", "note");
    private static final MirrorTable PAUSED = table("paused", "id");
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    private final LogDecoder decoder = new LogDecoder(
            List.of(
                    new FollowedTable(
                            INVOICE, List.of("text", "text", "text"), List.of(), Set.of(), false, TableIdentity.NONE),
                    new FollowedTable(PAUSED, List.of("text"), List.of(), Set.of(), true, TableIdentity.NONE)),
            Optional.empty());
    private final List<Change> changes = new ArrayList<>();

    private static MirrorTable table(String name, String... columns) {
        return new MirrorTable(
                "public",
                name,
                "erp_acme",
                name,
                List.of(columns).stream()
                        .map(column -> new MirrorColumn(column, "text"))
                        .toList(),
                List.of(0));
    }

    private void decode(ByteBuffer... messages) {
        for (ByteBuffer message : messages) {
            decoder.decode(message, changes::add);
        }
    }

    private void open() {
        decode(LogMessage.begin(742), LogMessage.relation(1, "public", "invoice", "id", "number", "note"));
        changes.clear();
    }

    private Change.Row row(int place) {
        return (Change.Row) changes.get(place);
    }

    @Test
    void transaction_isABeginItsRowsAndAnEnd() {
        decode(
                LogMessage.begin(742),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                new LogMessage('I').int32(1).int8('N').tuple("7", "A-7", null).message(),
                LogMessage.commit(5000, 1_000_000));

        assertThat(changes).hasSize(4);
        assertThat(changes.get(0)).isEqualTo(new Change.Begin(742));
        assertThat(changes.get(1)).isEqualTo(new Change.SchemaChanged(INVOICE, List.of()));
        assertThat(row(2).kind()).isEqualTo(Change.Kind.INSERT);
        assertThat(row(2).values()).containsExactly("7", "A-7", null);
        assertThat(changes.get(3)).isEqualTo(new Change.End(742, 5000, MICROS_1970_TO_2000 + 1_000_000, 1));
    }

    @Test
    void transactionNumber_aboveTwoToThe31_staysPositive() {
        decode(LogMessage.begin(0xF000_0000));

        assertThat(changes).containsExactly(new Change.Begin(4_026_531_840L));
    }

    @Test
    void form_isAnnouncedOncePerDescription() {
        open();
        decode(new LogMessage('I').int32(1).int8('N').tuple("1", "a", "b").message());
        decode(new LogMessage('I').int32(1).int8('N').tuple("2", "a", "b").message());
        decode(LogMessage.relation(1, "public", "invoice", "id", "number", "note"));
        decode(new LogMessage('I').int32(1).int8('N').tuple("3", "a", "b").message());

        assertThat(changes.stream().filter(Change.SchemaChanged.class::isInstance))
                .hasSize(2);
    }

    @Test
    void columns_areBoundByName_andOthersLeftOut() {
        decode(LogMessage.begin(1), LogMessage.relation(1, "public", "invoice", "note", "secret", "id", "number"));
        decode(new LogMessage('I')
                .int32(1)
                .int8('N')
                .tuple("n", "s", "7", "A-7")
                .message());

        assertThat(row(2).values()).containsExactly("7", "A-7", "n");
    }

    @Test
    void columnThatTheLogLacks_isSaid_andStaysUnchangedInUpdates() {
        decode(LogMessage.begin(1), LogMessage.relation(1, "public", "invoice", "id", "number"));
        decode(new LogMessage('U').int32(1).int8('N').tuple("7", "A-8").message());

        assertThat(changes.get(1)).isEqualTo(new Change.SchemaChanged(INVOICE, List.of("note")));
        assertThat(row(2).values()).containsExactly("7", "A-8", UNCHANGED);
    }

    @Test
    void largeValueThatDidNotChange_isUnchanged() {
        open();
        decode(new LogMessage('U')
                .int32(1)
                .int8('N')
                .tuple("7", "A-8", UNCHANGED)
                .message());

        assertThat(row(1).kind()).isEqualTo(Change.Kind.UPDATE);
        assertThat(row(1).values()).containsExactly("7", "A-8", UNCHANGED);
    }

    @Test
    void delete_holdsTheKeyOnly() {
        open();
        decode(new LogMessage('D').int32(1).int8('K').tuple("7", null, null).message());

        assertThat(row(1).kind()).isEqualTo(Change.Kind.DELETE);
        assertThat(row(1).values()).containsExactly("7", null, null);
    }

    @Test
    void truncate_countsAnEventForEachKnownTable() {
        open();
        decode(LogMessage.truncate(1, 99), LogMessage.commit(6000, 0));

        assertThat(changes.get(0)).isEqualTo(new Change.Truncate(INVOICE));
        assertThat(((Change.End) changes.get(1)).events()).isEqualTo(1);
    }

    @Test
    void rowsOfAPausedTable_areCountedAndNotPassedOn() {
        decode(
                LogMessage.begin(1),
                LogMessage.relation(2, "public", "paused", "id"),
                new LogMessage('I').int32(2).int8('N').tuple("1").message(),
                LogMessage.truncate(2),
                LogMessage.commit(6000, 0));

        assertThat(changes).hasSize(2);
        assertThat(((Change.End) changes.get(1)).events()).isEqualTo(2);
    }

    @Test
    void rowsOfOtherTables_areLeftOut() {
        decode(
                LogMessage.begin(1),
                LogMessage.relation(3, "audit", "invoice", "id"),
                new LogMessage('I').int32(3).int8('N').tuple("1").message(),
                LogMessage.commit(6000, 0));

        assertThat(changes).hasSize(2);
        assertThat(((Change.End) changes.get(1)).events()).isZero();
    }

    /** They are not asked for, so that users of the ERP cannot keep the capture busy with them. */
    @Test
    void messagesOfUsers_areNoPartOfTheLog() {
        assertThatThrownBy(() -> decode(new LogMessage('M').int8(0).int64(77).message()))
                .hasMessageContaining("unknown kind \"M\"");
    }

    @Test
    void isBetween_isFalseFromABeginToItsEnd() {
        assertThat(decoder.isBetween()).isTrue();
        decode(LogMessage.begin(742));
        assertThat(decoder.isBetween()).isFalse();
        decode(LogMessage.commit(6000, 0));
        assertThat(decoder.isBetween()).isTrue();
    }

    @Test
    void rowThatWasThrownAwayForItsSize_namesItsTableAndCounts() {
        open();
        decode(new LogMessage('u').int32(1).int64(700_000_000).message(), LogMessage.commit(6000, 0));

        assertThat(changes.get(0)).isEqualTo(new Change.Unreadable(INVOICE, MessageLimit.explain(700_000_000)));
        assertThat(((Change.End) changes.get(1)).events()).isEqualTo(1);
    }

    @Test
    void rowThatWasThrownAway_ofAPausedOrAnotherTable_saysNothing() {
        decode(
                LogMessage.begin(1),
                LogMessage.relation(2, "public", "paused", "id"),
                new LogMessage('i').int32(2).int64(700_000_000).message(),
                new LogMessage('d').int32(99).int64(700_000_000).message(),
                LogMessage.commit(6000, 0));

        assertThat(changes).hasSize(2);
    }

    @Test
    void originsAndTypes_sayNothing() {
        decode(
                new LogMessage('O').int64(1).text("elsewhere").message(),
                new LogMessage('Y').int32(600).text("public").text("mood").message());

        assertThat(changes).isEmpty();
    }

    @Test
    void unknownKind_isRefused() {
        assertThatThrownBy(() -> decode(new LogMessage('S').int32(1).message()))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("unknown kind \"S\"")
                .hasMessageContaining("none of it is applied");
    }

    @Test
    void messageThatEndsTooEarly_isRefused() {
        assertThatThrownBy(() -> decode(new LogMessage('B').int64(1).message()))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("of kind \"B\" ended too early");
    }

    @Test
    void rowOutsideATransaction_isRefused() {
        decode(LogMessage.relation(1, "public", "invoice", "id", "number", "note"));

        assertThatThrownBy(() -> decode(new LogMessage('I')
                        .int32(1)
                        .int8('N')
                        .tuple("1", "a", "b")
                        .message()))
                .hasMessageContaining("a row arrived outside any transaction");
        assertThatThrownBy(() -> decode(LogMessage.truncate(1))).hasMessageContaining("a truncation arrived");
        assertThatThrownBy(() -> decode(LogMessage.commit(1, 1))).hasMessageContaining("a commit arrived");
    }

    @Test
    void secondBeginBeforeTheCommit_isRefused() {
        decode(LogMessage.begin(1));

        assertThatThrownBy(() -> decode(LogMessage.begin(2)))
                .hasMessageContaining("transaction 2 began before 1 ended");
    }

    @Test
    void rowWithAnotherNumberOfColumns_isRefused() {
        open();

        assertThatThrownBy(() -> decode(
                        new LogMessage('I').int32(1).int8('N').tuple("1", "a").message()))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("a row of public.invoice has 2 columns, but was described with 3");
    }
}
