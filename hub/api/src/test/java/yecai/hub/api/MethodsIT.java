package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the methods of HTTP do. */
final class MethodsIT {
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void head_saysWhatGetSays_withoutTheBody_andOnlyToCallers() throws Exception {
        String path = receipts("limit", "2");
        HttpResponse<String> get = bed.get(path, bed.one());
        HttpResponse<String> head = bed.send(bed.request(path, bed.one()).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : List.of("ETag", "Content-Type", "X-Yecai-Scope")) {
            assertThat(head.headers().firstValue(header))
                    .as(header)
                    .isPresent()
                    .isEqualTo(get.headers().firstValue(header));
        }
        assertThat(bed.send(bed.request(path, "wrong").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bed.send(bed.request("/odata/v4/finance_receipt", bed.one()).method("HEAD", BodyPublishers.noBody()))
                        .headers()
                        .firstValue("OData-Version"))
                .contains("4.0");
    }

    /** Clients that are told 404 of a batch give up; of 501 they know that they have to send one request after the other. */
    @Test
    void batches_areNotImplemented_whichIsSaidInOdatasForm() throws Exception {
        for (String path :
                List.of("/odata/v4/$batch", "/odata/v4/%24batch", "/odata/v4/$all", "/odata/v4/$crossjoin(a)")) {
            for (String method : List.of("GET", "POST")) {
                HttpResponse<String> answer = bed.send(bed.request(path, bed.one())
                        .header("Content-Type", "multipart/mixed;boundary=b")
                        .method(
                                method,
                                method.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("--b\r\n\r\n--b--\r\n")));
                assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(501);
                JsonNode error = ApiBed.parse(answer.body()).get("error");
                assertThat(error.get("code").asText()).isEqualTo("not-implemented");
                assertThat(error.get("message").asText()).contains("send each request by itself");
            }
        }
    }

    @Test
    void otherMethods_areRefused_withWhatIsAllowed() throws Exception {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            HttpResponse<String> answer =
                    bed.send(bed.request(receipts(), bed.one()).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(method).contains("GET, HEAD");
        }
    }
}
