package yecai.hub.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import yecai.hub.api.read.AnswerForm;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/**
 * OData's JSON.
 *
 * @param metadata none or minimal
 * @param isExact whether numbers are texts
 * @param pageSize rows of a page, which shape the answer
 */
record OdataForm(
        String root, String metadata, boolean isExact, boolean isEntity, long pageSize, Map<String, String> parameters)
        implements AnswerForm {
    /** Makes the form that a request wishes. */
    static OdataForm of(RequestContext context, String root, long pageSize) {
        Map<String, String> parameters = context.parameters();
        String format = parameters.get("$format");
        String wanted =
                (format == null ? String.valueOf(context.http().header("Accept")) : format).toLowerCase(Locale.ROOT);
        if (format != null && !wanted.startsWith("json") && !wanted.startsWith("application/json")) {
            throw new ProblemException(ProblemCode.FORMAT_NOT_AVAILABLE, "$format must be json.");
        }
        return new OdataForm(
                root,
                wanted.contains("metadata=none") ? "none" : "minimal",
                wanted.replace(" ", "").contains("ieee754compatible=true"),
                false,
                pageSize,
                parameters);
    }

    OdataForm forEntity() {
        return new OdataForm(root, metadata, isExact, true, pageSize, parameters);
    }

    /** The form of one property of an entity. */
    OdataProperty forProperty(String entity, String property, boolean isRaw) {
        return new OdataProperty(root + "/$metadata#" + entity + "/" + property, isRaw, isExact);
    }

    static String mediaType(boolean isExact, String metadata) {
        return "application/json;odata.metadata=" + metadata + ";odata.streaming=true;IEEE754Compatible=" + isExact
                + ";charset=utf-8";
    }

    @Override
    public String mediaType() {
        return mediaType(isExact, metadata);
    }

    @Override
    public boolean isExport() {
        return false;
    }

    @Override
    public String variant() {
        return root + metadata + isExact + pageSize;
    }

    @Override
    public Optional<QueryText> findOnlyQuery(ReadRequest request) {
        return RowWriter.findOnlyQuery(request, RowWriter.odataShape(isExact));
    }

    @Override
    public RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException {
        return isEntity ? entity(session, request, out) : page(session, request, out);
    }

    private RowWriter.Written page(Session session, ReadRequest request, OutputStream out) throws IOException {
        out.write('{');
        if (metadata.equals("minimal")) {
            text(out, "@odata.context", root + "/$metadata#" + request.dataset().entitySet() + projection(request));
            out.write(',');
        }
        RowWriter rows = new RowWriter(session, request, out);
        if (request.isCounted()) {
            out.write(("\"@odata.count\":" + (isExact ? "\"" + rows.count() + "\"" : rows.count()) + ",")
                    .getBytes(UTF_8));
        }
        out.write("\"value\":[".getBytes(UTF_8));
        RowWriter.Written written = rows.odataPage(isExact);
        out.write(']');
        Optional<String> link = NextLink.find(root, parameters, written, request);
        if (link.isPresent()) {
            out.write(',');
            text(out, "@odata.nextLink", link.get());
        }
        out.write("}\n".getBytes(UTF_8));
        return link.isPresent() ? written : new RowWriter.Written(written.rows(), Optional.empty());
    }

    /** The columns in parentheses where they are not all of the dataset's. */
    private String projection(ReadRequest request) {
        return request.isGrouped() || parameters.containsKey("$select")
                ? "("
                        + String.join(
                                ",",
                                request.outputs().stream().map(Output::label).toList()) + ")"
                : "";
    }

    private RowWriter.Written entity(Session session, ReadRequest request, OutputStream out) throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        RowWriter.Written written = new RowWriter(session, request, row).odataPage(isExact);
        if (written.rows() == 0) {
            throw new ProblemException(ProblemCode.DATASET_NOT_FOUND, "There is no entity with this key for you.");
        }
        out.write('{');
        if (metadata.equals("minimal")) {
            text(out, "@odata.context", root + "/$metadata#" + request.dataset().entitySet() + "/$entity");
            out.write(',');
        }
        out.write(row.toByteArray(), 1, row.size() - 1);
        return written;
    }

    private static void text(OutputStream out, String name, String value) throws IOException {
        out.write(('"' + name + "\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"')
                .getBytes(UTF_8));
    }
}
