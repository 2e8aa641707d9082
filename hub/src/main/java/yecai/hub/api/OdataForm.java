package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import yecai.hub.dataset.ReadRequest;
import yecai.hub.dataset.RowWriter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;

/** OData's JSON. */
final class OdataForm implements AnswerForm {
    private final String root;
    private final String metadata;
    private final boolean isExact;
    private final boolean isEntity;
    private final Map<String, String> parameters;

    private OdataForm(String root, String metadata, boolean isExact, boolean isEntity, Map<String, String> parameters) {
        this.root = root;
        this.metadata = metadata;
        this.isExact = isExact;
        this.isEntity = isEntity;
        this.parameters = parameters;
    }

    static OdataForm of(Exchange exchange, String root) {
        Map<String, String> parameters = exchange.parameters();
        String format = parameters.get("$format");
        String wanted =
                (format == null ? String.valueOf(exchange.http().header("Accept")) : format).toLowerCase(Locale.ROOT);
        if (format != null && !wanted.startsWith("json") && !wanted.startsWith("application/json")) {
            throw new ProblemException(ProblemCode.FORMAT_NOT_AVAILABLE, "$format must be json.");
        }
        return new OdataForm(
                root,
                wanted.contains("metadata=none") ? "none" : "minimal",
                wanted.replace(" ", "").contains("ieee754compatible=true"),
                false,
                parameters);
    }

    OdataForm forEntity() {
        return new OdataForm(root, metadata, isExact, true, parameters);
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
        return root + metadata + isExact;
    }

    @Override
    public RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException {
        return isEntity ? entity(session, request, out) : page(session, request, out);
    }

    private RowWriter.Written page(Session session, ReadRequest request, OutputStream out) throws IOException {
        out.write('{');
        if (metadata.equals("minimal")) {
            String projection = request.isGrouped() || parameters.containsKey("$select")
                    ? "("
                            + String.join(
                                    ",",
                                    request.outputs().stream()
                                            .map(output -> output.label())
                                            .toList()) + ")"
                    : "";
            text(out, "@odata.context", root + "/$metadata#" + request.dataset().entitySet() + projection);
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
        String link = nextLink(written, request);
        if (!link.isEmpty()) {
            out.write(',');
            text(out, "@odata.nextLink", link);
        }
        out.write("}\n".getBytes(UTF_8));
        return written;
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

    /** The same question, less what this page gave; empty at the end. */
    private String nextLink(RowWriter.Written written, ReadRequest request) {
        long left = Long.MAX_VALUE;
        if (parameters.containsKey("$top")) {
            left = Long.parseLong(parameters.get("$top")) - written.rows();
        }
        if (written.next().isEmpty() || left <= 0) {
            return "";
        }
        Map<String, String> next = new TreeMap<>(parameters);
        next.remove("$skip");
        next.put("$skiptoken", written.next().get());
        if (left < Long.MAX_VALUE) {
            next.put("$top", Long.toString(left));
        }
        StringBuilder link =
                new StringBuilder(root).append('/').append(request.dataset().entitySet());
        char separator = '?';
        for (Map.Entry<String, String> parameter : next.entrySet()) {
            link.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), UTF_8).replace("+", "%20"));
            separator = '&';
        }
        return link.toString();
    }

    private static void text(OutputStream out, String name, String value) throws IOException {
        out.write(('"' + name + "\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"')
                .getBytes(UTF_8));
    }
}
