package yecai.hub.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import yecai.hub.dataset.ReadQuery.Shape;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/** Writes the rows of a request; memory does not grow with their number. */
public final class RowWriter {
    /** What was written, and where the next page begins. */
    public record Written(long rows, Optional<String> next) {}

    /** How JSON objects follow each other. */
    public enum Separator {
        COMMA(","),
        LINE("\n");

        private final byte[] bytes;

        Separator(String text) {
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final int FETCH = 1_000;

    private final Session session;
    private final ReadRequest request;
    private final OutputStream out;

    public RowWriter(Session session, ReadRequest request, OutputStream out) {
        this.session = session;
        this.request = request;
        this.out = out;
    }

    /** Counts all rows, whatever the page. */
    public long count() throws IOException {
        long[] count = {0};
        session.read(new ReadQuery(request).count(), 0, row -> count[0] = row.getLong(1));
        return count[0];
    }

    /** Writes a page of JSON objects; the session may then have ended. */
    public Written page() throws IOException {
        return json(Shape.JSON, Separator.COMMA, true);
    }

    /** Writes a page of JSON objects as OData has them. */
    public Written odataPage(boolean isExact) throws IOException {
        return json(isExact ? Shape.ODATA_EXACT : Shape.ODATA, Separator.COMMA, true);
    }

    /** Writes all rows as lines of JSON. */
    public Written lines() throws IOException {
        return json(Shape.JSON, Separator.LINE, false);
    }

    /** Writes all rows as CSV with a line of column names. */
    public Written csv(boolean isSafe) throws IOException {
        out.write((isSafe ? "\uFEFF" : "").getBytes(StandardCharsets.UTF_8));
        List<String> labels = request.outputs().stream().map(Output::label).toList();
        out.write((String.join(",", labels) + "\n").getBytes(StandardCharsets.UTF_8));
        return new Written(
                session.copyCsv(new ReadQuery(request).cells(isSafe ? Shape.CELLS_SAFE : Shape.CELLS), out),
                Optional.empty());
    }

    /** Writes all rows as a workbook. */
    public Written workbook() throws IOException {
        WorkbookWriter workbook = new WorkbookWriter(out, request);
        long rows = session.read(new ReadQuery(request).cells(Shape.CELLS), FETCH, workbook::write);
        workbook.finish();
        return new Written(rows, Optional.empty());
    }

    private Written json(Shape shape, Separator separator, boolean withCursor) throws IOException {
        Page page = new Page(separator, withCursor);
        QueryText query = new ReadQuery(request).json(shape, withCursor);
        if (withCursor && page.limit <= FETCH) {
            session.readAndEnd(query, page::write);
        } else {
            session.read(query, FETCH, page::write);
        }
        return new Written(page.rows, page.next());
    }

    private final class Page {
        private final Separator separator;
        private final boolean withCursor;
        private final long limit = request.limit().orElse(Long.MAX_VALUE);
        private final List<Sort> order = request.totalOrder();
        private final boolean countsTies = !request.isOrderUnique();
        private long rows;
        private long ties = request.cursor().map(Cursor::ties).orElse(0L);
        private List<Optional<String>> last =
                request.cursor().map(Cursor::values).orElse(List.of());
        private boolean hasMore;

        Page(Separator separator, boolean withCursor) {
            this.separator = separator;
            this.withCursor = withCursor;
        }

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

        Optional<String> next() {
            return hasMore
                    ? Optional.of(new Cursor(request.fingerprint(), last, countsTies ? ties : 0).encode())
                    : Optional.empty();
        }
    }
}
