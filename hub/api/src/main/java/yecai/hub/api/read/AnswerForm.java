package yecai.hub.api.read;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/** How an operation writes rows: the API's formats and OData. */
public interface AnswerForm {
    String mediaType();

    /** Whether whole datasets are meant; they are recorded before their first byte and counted against the limit. */
    boolean isExport();

    /** What tells this form from others with the same media type. */
    String variant();

    /** The text before the part that the watermark decides. */
    default byte[] head(Session session, ReadRequest request) throws IOException {
        return new byte[0];
    }

    /** The only query that the rest would ask, if it is one and known before; empty otherwise. */
    Optional<QueryText> findOnlyQuery(ReadRequest request);

    /** Whether a whole answer is none, which has a status of its own. */
    default boolean isNothing(byte[] body) {
        return false;
    }

    /** Writes the rest; what it returns names a next page only if the answer does. */
    RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException;
}
