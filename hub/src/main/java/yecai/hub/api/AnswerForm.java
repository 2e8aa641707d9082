package yecai.hub.api;

import java.io.IOException;
import java.io.OutputStream;
import yecai.hub.dataset.ReadRequest;
import yecai.hub.dataset.RowWriter;
import yecai.hub.session.Session;

/** How an operation writes rows: the API's formats and OData. */
interface AnswerForm {
    String mediaType();

    /** Whether whole datasets are meant; they are recorded before their first byte and counted against the limit. */
    boolean isExport();

    /** What tells this form from others with the same media type. */
    String variant();

    /** What stands before the part that the watermark decides. */
    default byte[] head(Session session, ReadRequest request) throws IOException {
        return new byte[0];
    }

    /** Writes the rest. */
    RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException;
}
