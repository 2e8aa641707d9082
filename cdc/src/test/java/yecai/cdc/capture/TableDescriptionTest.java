package yecai.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableIdentity;

/** What the log's descriptions of tables say beside their columns: partitions, and what identifies rows. */
class TableDescriptionTest {
    private static final MirrorTable INVOICE = new MirrorTable(
            "public",
            "invoice",
            "erp_acme",
            "invoice",
            List.of(
                    new MirrorColumn("id", "text"),
                    new MirrorColumn("number", "text"),
                    new MirrorColumn("note", "text")),
            List.of(0));

    private final List<Change> changes = new ArrayList<>();

    private void decode(boolean isPartitioned, ByteBuffer... messages) {
        TableIdentity identity =
                new TableIdentity("", Map.of("kind", isPartitioned ? "partitioned table" : "table", "table", "1"));
        LogDecoder decoder = new LogDecoder(
                List.of(new FollowedTable(
                        INVOICE, List.of("text", "text", "text"), List.of(), Set.of(), false, identity)),
                Optional.empty());
        for (ByteBuffer message : messages) {
            decoder.decode(message, changes::add);
        }
    }

    /** The log describes the whole table, and then the partition, before the first row. */
    @Test
    void partition_isNamedBeforeItsRows() {
        decode(
                true,
                LogMessage.begin(1),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                new LogMessage('Y').int32(99).text("public").text("mood").message(),
                LogMessage.relation(8, "public", "invoice_2026", "note", "id", "number"),
                new LogMessage('I').int32(1).int8('N').tuple("7", "A-7", null).message(),
                LogMessage.relation(9, "public", "another", "id"));

        assertThat(changes.get(1)).isEqualTo(new Change.PartitionWritten(INVOICE, 8, "public.invoice_2026"));
        assertThat(((Change.Row) changes.get(3)).values()).containsExactly("7", "A-7", null);
        assertThat(changes).hasSize(4);
    }

    /** The table had another replica identity when they were written; what an update does not say of its key may have changed. */
    @Test
    void updatesIdentifiedByOtherColumnsThanTheKey_areUnreadable() {
        decode(
                false,
                LogMessage.begin(1),
                LogMessage.relationIdentifiedBy("number", 1, "public", "invoice", "id", "number", "note"),
                new LogMessage('I').int32(1).int8('N').tuple("7", "A-7", "n").message(),
                new LogMessage('U').int32(1).int8('N').tuple("8", "A-7", "n").message());

        assertThat(((Change.Row) changes.get(2)).values()).containsExactly("7", "A-7", "n");
        assertThat(changes.get(3))
                .isInstanceOfSatisfying(
                        Change.Unreadable.class,
                        row -> assertThat(row.reason()).contains("by other columns than its key (id)"));
    }

    @Test
    void partitionIdentifiedByOtherColumnsThanTheKey_isUnreadable_unlessTheKeyIsNotDescribed() {
        decode(
                true,
                LogMessage.begin(1),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                LogMessage.relationIdentifiedBy("id", 8, "public", "invoice_1", "note", "number"),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                LogMessage.relationIdentifiedBy("number", 9, "public", "invoice_2", "id", "number", "note"));

        assertThat(changes.stream().filter(Change.Unreadable.class::isInstance)).hasSize(1);
        assertThat(changes.get(3)).isInstanceOf(Change.Unreadable.class);
    }

    /** A captured table that is attached to another one for a time has its rows logged under that one's number. */
    @Test
    void capturedTableWhoseRowsAreThoseOfAnother_isUnreadable_butNotOneThatIsDescribedBesideIt() {
        MirrorTable archive = new MirrorTable(
                "public", "archive", "erp_acme", "archive", List.of(new MirrorColumn("id", "text")), List.of(0));
        LogDecoder decoder = new LogDecoder(
                List.of(followed(INVOICE, "partitioned table", "1"), followed(archive, "table", "8")),
                Optional.empty());
        for (ByteBuffer message : List.of(
                LogMessage.begin(1),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                LogMessage.relation(8, "public", "archive", "id"),
                LogMessage.truncate(1, 8),
                new LogMessage('I').int32(8).int8('N').tuple("5").message(),
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                LogMessage.relation(8, "public", "archive", "id"),
                new LogMessage('I').int32(8).int8('N').tuple("6").message())) {
            decoder.decode(message, changes::add);
        }
        assertThat(changes).noneMatch(Change.Unreadable.class::isInstance);
        changes.clear();

        for (ByteBuffer message : List.of(
                LogMessage.relation(1, "public", "invoice", "id", "number", "note"),
                LogMessage.relation(8, "public", "archive", "id"),
                new LogMessage('I').int32(1).int8('N').tuple("7", "A-7", null).message())) {
            decoder.decode(message, changes::add);
        }

        assertThat(changes.get(0)).isEqualTo(new Change.PartitionWritten(INVOICE, 8, "public.archive"));
        assertThat(changes.get(1)).isInstanceOfSatisfying(Change.Unreadable.class, row -> {
            assertThat(row.table()).isEqualTo(archive);
            assertThat(row.reason()).contains("logged as rows of public.invoice");
        });
    }

    private static FollowedTable followed(MirrorTable table, String kind, String number) {
        return new FollowedTable(
                table,
                List.of("text"),
                List.of(),
                Set.of(),
                false,
                new TableIdentity("", Map.of("kind", kind, "table", number)));
    }
}
