package yecai.hub.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import yecai.hub.api.read.AnswerForm;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/**
 * One property of an entity: an object with its value, or the value as text ({@code $value}). One without a value is answered
 * with nothing.
 *
 * @param context what the metadata call it
 */
record OdataProperty(String context, boolean isRaw, boolean isExact) implements AnswerForm {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    @Override
    public String mediaType() {
        return isRaw ? "text/plain;charset=utf-8" : OdataForm.mediaType(isExact, "minimal");
    }

    @Override
    public boolean isExport() {
        return false;
    }

    @Override
    public String variant() {
        return context + isRaw + isExact;
    }

    @Override
    public boolean isNothing(byte[] body) {
        return body.length == 0;
    }

    @Override
    public Optional<QueryText> findOnlyQuery(ReadRequest request) {
        return RowWriter.findOnlyQuery(request, RowWriter.odataShape(isExact));
    }

    @Override
    public RowWriter.Written body(Session session, ReadRequest request, OutputStream out) throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        RowWriter.Written written = new RowWriter(session, request, row).odataPage(isExact);
        if (written.rows() == 0) {
            throw new ProblemException(ProblemCode.DATASET_NOT_FOUND, "There is no entity with this key for you.");
        }
        JsonNode value = JSON.readTree(row.toByteArray()).elements().next();
        if (value.isNull()) {
            return written;
        }
        if (isRaw) {
            String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
            out.write(text.getBytes(UTF_8));
            return written;
        }
        ObjectNode json = JSON.createObjectNode();
        json.put("@odata.context", context);
        json.set("value", value);
        out.write(JSON.writeValueAsBytes(json));
        return written;
    }
}
