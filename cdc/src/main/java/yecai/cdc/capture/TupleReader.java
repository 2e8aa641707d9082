package yecai.cdc.capture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import yecai.cdc.change.Change.Unchanged;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.source.TextEncoding;
import yecai.sql.error.YecaiException;

/** Reads the values of a table's rows, and puts each where its column is in the mirror. */
final class TupleReader {
    private static final int ROW_BYTES = 64;
    private static final int VALUE_BYTES = 16;
    private static final int TEXT_BYTES = 40;

    private final MirrorTable table;
    // null if the server sends UTF-8
    private final TextEncoding encoding;
    // by column of the log: its place in the mirror, or -1
    private final int[] places;
    // columns of the mirror that the log does not hold
    private final int[] absent;

    /**
     * The values of a row.
     *
     * @param values one per column of the mirror
     * @param bytes rough size in memory
     */
    record Tuple(Object[] values, int bytes) {}

    /**
     * @param columns of the log's rows, in their order
     * @param encoding of their texts if it is not UTF-8 for sure
     */
    TupleReader(MirrorTable table, List<String> columns, Optional<TextEncoding> encoding) {
        this.table = table;
        this.encoding = encoding.orElse(null);
        List<String> names = table.columns().stream().map(MirrorColumn::name).toList();
        this.places = columns.stream().mapToInt(names::indexOf).toArray();
        this.absent = IntStream.range(0, names.size())
                .filter(place -> !columns.contains(names.get(place)))
                .toArray();
    }

    /** Names of the mirror's columns that the log does not hold. */
    List<String> absent() {
        return IntStream.of(absent)
                .mapToObj(place -> table.columns().get(place).name())
                .toList();
    }

    /**
     * Reads one row's values.
     *
     * @param ofAbsent placeholder for the value of a column that the log does not hold
     */
    Tuple read(ByteBuffer message, Object ofAbsent) {
        Object[] values = new Object[table.columns().size()];
        for (int place : absent) {
            values[place] = ofAbsent;
        }
        int size = sizeWithoutTexts();
        int count = message.getShort();
        if (count != places.length) {
            throw new YecaiException(
                    YecaiException.Kind.INTERNAL,
                    "the ERP's log was delivered incompletely: a row of " + table.sourceName() + " has " + count
                            + " columns, but was described with " + places.length + "; none of it is applied");
        }
        for (int i = 0; i < count; i++) {
            char kind = (char) message.get();
            int place = places[i];
            if (kind == 't') {
                int length = message.getInt();
                if (place >= 0) {
                    values[place] = text(message, length, place);
                    size += TEXT_BYTES + length;
                }
                message.position(message.position() + length);
            } else if (place >= 0) {
                values[place] = kind == 'u' ? Unchanged.UNCHANGED : null;
            }
        }
        return new Tuple(values, size);
    }

    private String text(ByteBuffer message, int length, int place) {
        int start = message.arrayOffset() + message.position();
        if (encoding == null) {
            return new String(message.array(), start, length, StandardCharsets.UTF_8);
        }
        try {
            return encoding.read(message.array(), start, length);
        } catch (CharacterCodingException e) {
            throw UnreadableRow.ofText(table.columns().get(place).name(), encoding, e);
        }
    }

    /** Rough size in memory of a row of which no value is there. */
    int sizeWithoutTexts() {
        return ROW_BYTES + VALUE_BYTES * table.columns().size();
    }
}
