package yecai.hub.dataset.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import yecai.hub.dataset.query.Cursor;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.dataset.query.Sort;

/** Writes rows that are JSON objects, and remembers where the page ends. */
final class JsonPage {
    /** How JSON objects follow each other. */
    enum Separator {
        COMMA(","),
        LINE("\n");

        private final byte[] bytes;

        Separator(String text) {
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final OutputStream out;
    private final ReadRequest request;
    private final Separator separator;
    private final boolean withCursor;
    private final long limit;
    private final List<Sort> order;
    private final boolean countsTies;
    private long rows;
    private long ties;
    private List<Optional<String>> last;
    private boolean hasMore;

    JsonPage(OutputStream out, ReadRequest request, Separator separator, boolean withCursor) {
        this.out = out;
        this.request = request;
        this.separator = separator;
        this.withCursor = withCursor;
        this.limit = request.limit().orElse(Long.MAX_VALUE);
        this.order = request.totalOrder();
        this.countsTies = !request.isOrderUnique();
        this.ties = request.cursor().map(Cursor::ties).orElse(0L);
        this.last = request.cursor().map(Cursor::values).orElse(List.of());
    }

    /** Takes a row: the object, then, for the cursor, what it is sorted by. */
    void write(ResultSet row) throws SQLException, IOException {
        if (withCursor && rows == limit) {
            hasMore = true;
            return;
        }
        if (separator == Separator.COMMA && rows > 0) {
            out.write(separator.bytes);
        }
        // The driver's bytes are the server's, which are UTF-8: no text is made of them only to be encoded again.
        out.write(row.getBytes(1));
        if (separator == Separator.LINE) {
            out.write(separator.bytes);
        }
        rows++;
        if (withCursor && (countsTies || rows == limit)) {
            List<Optional<String>> values = values(row);
            ties = Objects.equals(values, last) ? ties + 1 : 1;
            last = values;
        }
    }

    private List<Optional<String>> values(ResultSet row) throws SQLException {
        List<Optional<String>> values = new ArrayList<>(order.size());
        for (int i = 0; i < order.size(); i++) {
            values.add(Optional.ofNullable(row.getString(i + 2)));
        }
        return values;
    }

    long limit() {
        return limit;
    }

    RowWriter.Written written() {
        Optional<String> next = hasMore
                ? Optional.of(new Cursor(request.fingerprint(), last, countsTies ? ties : 0, request.moment()).encode())
                : Optional.empty();
        return new RowWriter.Written(rows, next);
    }
}
