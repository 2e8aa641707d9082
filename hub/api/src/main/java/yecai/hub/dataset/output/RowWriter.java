package yecai.hub.dataset.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import yecai.hub.dataset.output.JsonPage.Separator;
import yecai.hub.dataset.query.CsvForm;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadQuery;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.dataset.query.RowShape;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/** Writes the rows of a request; memory does not grow with their number. */
public final class RowWriter {
    /** What was written, where the next page begins, and how many cells are not exactly their values. */
    public record Written(long rows, Optional<String> next, long alteredCells) {
        public Written(long rows, Optional<String> next) {
            this(rows, next, 0);
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

    /** Counts all rows, not only those of the page. */
    public long count() throws IOException {
        long[] count = {0};
        session.read(new ReadQuery(request).count(), 0, row -> count[0] = row.getLong(1));
        return count[0];
    }

    /**
     * Writes a page of JSON objects; the session may then have ended, unless its snapshot may be needed for the next page.
     */
    public Written page() throws IOException {
        return json(RowShape.JSON, Separator.COMMA, true);
    }

    /** Writes a page of JSON objects as OData has them. */
    public Written odataPage(boolean isExact) throws IOException {
        return json(odataShape(isExact), Separator.COMMA, true);
    }

    /** How OData has rows. */
    public static RowShape odataShape(boolean isExact) {
        return isExact ? RowShape.ODATA_EXACT : RowShape.ODATA;
    }

    /** The query that a page of JSON would be the answer to, where that is one row and nothing else is asked. */
    public static Optional<QueryText> findOnlyQuery(ReadRequest request, RowShape shape) {
        return request.isWholeInOneRow() && !request.isCounted()
                ? Optional.of(new ReadQuery(request).json(shape, false))
                : Optional.empty();
    }

    /** Writes all rows as lines of JSON. */
    public Written lines() throws IOException {
        return json(RowShape.JSON, Separator.LINE, false);
    }

    /** Writes all rows as CSV with a line of column names. */
    public Written csv(boolean isSafe, CsvForm form) throws IOException {
        out.write((form.hasMark() ? "\uFEFF" : "").getBytes(StandardCharsets.UTF_8));
        char separator = form.separator().sign();
        List<String> labels = request.outputs().stream().map(Output::label).toList();
        out.write((String.join(String.valueOf(separator), labels) + "\n").getBytes(StandardCharsets.UTF_8));
        QueryText query =
                new ReadQuery(request).cells(isSafe ? RowShape.CELLS_SAFE : RowShape.CELLS, form.isDecimalComma());
        return new Written(session.copyCsv(query, separator, out), Optional.empty());
    }

    /** Writes all rows as a workbook, with a sheet that says what they are. */
    public Written workbook(WorkbookAbout about) throws IOException {
        WorkbookWriter workbook = new WorkbookWriter(out, request, about);
        long rows = session.read(new ReadQuery(request).cells(RowShape.CELLS), FETCH, workbook::write);
        workbook.finish();
        return new Written(rows, Optional.empty(), workbook.alteredCells());
    }

    private Written json(RowShape shape, Separator separator, boolean isPage) throws IOException {
        boolean withCursor = isPage && !request.isWholeInOneRow();
        JsonPage page = new JsonPage(out, request, separator, withCursor);
        if (session.isAhead()) {
            session.readAhead(page::write);
            return page.written();
        }
        QueryText query = new ReadQuery(request).json(shape, withCursor);
        boolean isLast = request.isOneRow() || session.isHeld(request.moment());
        if (isPage && page.limit() <= FETCH && isLast) {
            session.readAndEnd(query, page::write);
        } else {
            session.read(query, FETCH, page::write);
        }
        return page.written();
    }
}
