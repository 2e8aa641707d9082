package yecai.hub.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yecai.hub.api.read.AnswerForm;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.request.RequestContext;
import yecai.hub.dataset.Format;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.output.WorkbookAbout;
import yecai.hub.dataset.query.CsvForm;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.dataset.query.RowShape;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/** The API's own formats. JSON says as of when and for which scope; the others have the headers for that. */
final class DatasetForm implements AnswerForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What of a request a workbook repeats, in this order. */
    private static final List<String> REPEATED = List.of("select", "filter", "group", "aggregate", "order", "limit");

    private final Format format;
    private final CallerSessions sessions;
    private final RequestContext context;

    DatasetForm(Format format, CallerSessions sessions, RequestContext context) {
        this.format = format;
        this.sessions = sessions;
        this.context = context;
    }

    @Override
    public String mediaType() {
        return format.mediaType();
    }

    @Override
    public boolean isExport() {
        return format.isExport();
    }

    @Override
    public String variant() {
        return switch (format) {
            case CSV, CSV_EXCEL -> format.parameter() + " " + csv().variant();
            case XLSX -> format.parameter() + (isLabelled() ? " labels" : "");
            case JSON, NDJSON -> format.parameter();
        };
    }

    private CsvForm csv() {
        return CsvForm.read(context.parameters(), format);
    }

    /** Programs, which say nothing of languages, find columns by their names. */
    private boolean isLabelled() {
        return context.http().header("Accept-Language") != null;
    }

    private WorkbookAbout about(Session session) {
        Map<String, String> asked = new LinkedHashMap<>();
        REPEATED.stream()
                .filter(context.parameters()::containsKey)
                .forEach(name -> asked.put(name, context.parameters().get(name)));
        List<String> asOf = session.context().sources().stream()
                .map(source -> source.source() + ": "
                        + source.asOf().map(Object::toString).orElse("?")
                        + source.position()
                                .map(position -> " (" + position + ")")
                                .orElse(""))
                .toList();
        return new WorkbookAbout(context.language(), isLabelled(), sessions.scope(session), asOf, asked);
    }

    @Override
    public byte[] head(Session session, ReadRequest request) throws IOException {
        if (format != Format.JSON) {
            return new byte[0];
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("dataset", request.dataset().id());
        json.put("scope", sessions.scope(session));
        json.set("asOf", DatasetJson.asOf(session.context()));
        byte[] closed = JSON.writeValueAsBytes(json);
        closed[closed.length - 1] = ',';
        return closed;
    }

    @Override
    public Optional<QueryText> findOnlyQuery(ReadRequest request) {
        return format == Format.JSON ? RowWriter.findOnlyQuery(request, RowShape.JSON) : Optional.empty();
    }

    @Override
    public RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException {
        RowWriter rows = new RowWriter(session, request, out);
        return switch (format) {
            case JSON -> page(rows, request, out);
            case NDJSON -> rows.lines();
            case CSV -> rows.csv(false, csv());
            case CSV_EXCEL -> rows.csv(true, csv());
            case XLSX -> rows.workbook(about(session));
        };
    }

    private static RowWriter.Written page(RowWriter rows, ReadRequest request, OutputStream out) throws IOException {
        if (request.isCounted()) {
            out.write(("\"count\":" + rows.count() + ",").getBytes(UTF_8));
        }
        out.write("\"rows\":[".getBytes(UTF_8));
        RowWriter.Written written = rows.page();
        String next = written.next().map(cursor -> '"' + cursor + '"').orElse("null");
        out.write(("],\"next\":" + next + "}\n").getBytes(UTF_8));
        return written;
    }
}
