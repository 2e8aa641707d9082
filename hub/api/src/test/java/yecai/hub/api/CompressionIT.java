package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packed answers hold what they hold without it. */
final class CompressionIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void largeAnswers_arePacked_forThoseWhoAcceptIt() throws Exception {
        for (String path : List.of(
                receipts("limit", "100"),
                receipts("limit", "1000"),
                receipts("format", "csv"),
                receipts("format", "ndjson", "filter", "amount lt 20000"),
                "/odata/v4/finance_receipt?$top=50",
                "/odata/v4/$metadata",
                "/api/v1/datasets",
                "/openapi.json",
                "/docs/swagger-ui.css")) {
            HttpResponse<byte[]> plain = get(path, "identity");
            HttpResponse<byte[]> packed = get(path, "br, gzip;q=0.5");
            assertThat(encoding(plain)).as(path).isEmpty();
            assertThat(encoding(packed)).as(path).isEqualTo("gzip");
            assertThat(packed.headers().firstValue("Vary"))
                    .as(path)
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Encoding"));
            assertThat(packed.headers().firstValue("ETag"))
                    .isEqualTo(plain.headers().firstValue("ETag"));
            assertThat(packed.body().length).as(path).isLessThan(plain.body().length / 2);
            assertThat(comparable(unpacked(packed.body()))).as(path).isEqualTo(comparable(plain.body()));
        }
    }

    @Test
    void pageOfAThousandRows_isATenthOfItsSize() throws Exception {
        for (String path : List.of(
                receipts("limit", "1000"),
                receipts("limit", "1000", "format", "ndjson"),
                "/odata/v4/finance_receipt?$top=1000")) {
            HttpResponse<byte[]> plain = get(path, "identity");
            HttpResponse<byte[]> packed = get(path, "gzip");
            assertThat(plain.body().length).as(path).isGreaterThan(100_000);
            assertThat(packed.body().length)
                    .as("%s: %d packed of %d", path, packed.body().length, plain.body().length)
                    .isLessThan(plain.body().length / 10);
        }
    }

    @Test
    void clientsThatKnowOnlyDeflate_getZlib() throws Exception {
        for (String path : List.of(receipts("limit", "1000"), receipts("format", "csv"), "/openapi.json")) {
            HttpResponse<byte[]> plain = get(path, "identity");
            HttpResponse<byte[]> packed = get(path, "deflate, gzip;q=0");
            assertThat(encoding(packed)).as(path).isEqualTo("deflate");
            assertThat(packed.body().length).as(path).isLessThan(plain.body().length / 2);
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(comparable(in.readAllBytes())).as(path).isEqualTo(comparable(plain.body()));
            }
        }
    }

    @Test
    void smallAnswers_problemsAndWorkbooks_stayAsTheyAre() throws Exception {
        for (String path : List.of(
                receipts("limit", "1", "select", "company"),
                receipts("limit", "none"),
                "/api/v1/datasets/no.such",
                receipts("format", "xlsx", "filter", "amount lt 2000"))) {
            assertThat(encoding(get(path, "gzip"))).as(path).isEmpty();
        }
        for (String refused : List.of("gzip;q=0", "br", "gzip; q=0.0, *; q=0", "*;q=0")) {
            assertThat(encoding(get(receipts("limit", "100"), refused)))
                    .as(refused)
                    .isEmpty();
        }
    }

    @Test
    void unchanged_isAnsweredWithoutABody_alsoToAPackedCopy() throws Exception {
        HttpResponse<byte[]> packed = get(receipts("limit", "100"), "gzip");
        HttpResponse<byte[]> unchanged = send(request(receipts("limit", "100"), "gzip")
                .header("If-None-Match", packed.headers().firstValue("ETag").orElseThrow()));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(encoding(unchanged)).isEmpty();
        assertThat(unchanged.body()).isEmpty();
    }

    private static HttpResponse<byte[]> get(String path, String encoding) throws IOException, InterruptedException {
        return send(request(path, encoding));
    }

    private static HttpRequest.Builder request(String path, String encoding) {
        return bed.request(path, bed.one()).header("Accept-Encoding", encoding);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return bed.client().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String encoding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").orElse("");
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    /** Without the moment that is told apart by the second. */
    private static String comparable(byte[] body) {
        return new String(body, UTF_8).replaceAll("\"next\":\"[^\"]*\"", "");
    }
}
