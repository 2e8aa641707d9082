package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.Waiting;

/** What is remembered, and that each cache can be switched off. */
final class CachesIT {
    private static final String ONE = receipts("select", "document_no", "filter", "entity_key eq '0000003'");

    /** For longer than any of these tests takes. */
    private static final ApiSettings.Caches REMEMBERING = new ApiSettings.Caches(
            Waiting.PATIENCE, Waiting.PATIENCE, ApiSettings.Caches.usual().resultBytes());

    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    @Test
    void signIn_isAskedForEachTimeWhenOff() throws Exception {
        assertThat(statusAfterRevoke(REMEMBERING)).isEqualTo(200);
        assertThat(statusAfterRevoke(
                        new ApiSettings.Caches(Duration.ZERO, REMEMBERING.catalogue(), REMEMBERING.resultBytes())))
                .isEqualTo(401);
    }

    private static int statusAfterRevoke(ApiSettings.Caches caches) throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local().withCaches(caches), 2)) {
            String token = ApiBed.issue(bed.hub(), "reader_one", "*");
            assertThat(own.get(ONE, token).statusCode()).isEqualTo(200);
            bed.hub().run("postgres", "select hub.revoke_token('" + token.split("_")[1] + "', 'test')");
            return own.get(ONE, token).statusCode();
        }
    }

    /** From the second request on, whose a token is comes from memory, and the read itself confirms it. */
    @Test
    void aTokensOwner_isConfirmedByTheRead_whenNothingIsBelieved() throws Exception {
        ApiBed.addPrincipal(bed.hub(), "reader_passing", "C1");
        String token = ApiBed.issue(bed.hub(), "reader_passing", "*");
        try (ApiBed own = bed.with(ApiSettings.local().withCaches(ApiSettings.Caches.off()), 2)) {
            for (int i = 0; i < 3; i++) {
                assertThat(own.get(ONE, token).statusCode()).isEqualTo(200);
            }
            String next = own.json(receipts("limit", "10"), token).get("next").asText();
            bed.change();
            String newer = ApiBed.issue(bed.hub(), "reader_passing", "*");
            for (int i = 0; i < 3; i++) {
                assertThat(own.get(receipts("limit", "10", "cursor", next), newer)
                                .statusCode())
                        .as("a page of before the token")
                        .isEqualTo(200);
            }
            bed.hub().run("postgres", "select hub.drop_principal('reader_passing', 'left')");
            assertThat(own.get(ONE, token).statusCode()).isEqualTo(401);
            assertThat(own.get("/odata/v4/$metadata", newer).statusCode()).isEqualTo(401);
            ApiBed.addPrincipal(bed.hub(), "reader_passing", "*");
            assertThat(own.get(ONE, token).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void catalogue_isAskedForEachTimeWhenOff() throws Exception {
        bed.hub().run("postgres", "create view reporting.late with (security_barrier) as select 1 as one");
        try (ApiBed remembering = bed.with(ApiSettings.local().withCaches(REMEMBERING), 2);
                ApiBed asking = bed.with(
                        ApiSettings.local()
                                .withCaches(new ApiSettings.Caches(
                                        REMEMBERING.signIn(), Duration.ZERO, REMEMBERING.resultBytes())),
                        2)) {
            String late = "/api/v1/datasets/reporting.late";
            assertThat(remembering.get(late, bed.one()).statusCode()).isEqualTo(404);
            assertThat(asking.get(late, bed.one()).statusCode()).isEqualTo(404);
            bed.hub().run("postgres", "grant usage on schema reporting to reader_one");
            bed.hub().run("postgres", "grant select on reporting.late to reader_one");
            assertThat(remembering.get(late, bed.one()).statusCode()).isEqualTo(404);
            assertThat(asking.get(late, bed.one()).body()).contains("\"rows\":[{\"one\":1}]");
        } finally {
            bed.hub().run("postgres", "drop view reporting.late");
            bed.hub().run("postgres", "revoke usage on schema reporting from reader_one");
        }
    }

    @Test
    void results_areComputedEachTimeWhenOff() throws Exception {
        assertThat(answerAfterASilentChange(REMEMBERING.resultBytes())).contains("R3");
        assertThat(answerAfterASilentChange(0)).contains("changed");
    }

    /** A change behind the hub's back moves no watermark. */
    private static String answerAfterASilentChange(long resultBytes) throws Exception {
        ApiSettings.Caches caches = new ApiSettings.Caches(REMEMBERING.signIn(), REMEMBERING.catalogue(), resultBytes);
        try (ApiBed own = bed.with(ApiSettings.local().withCaches(caches), 2)) {
            assertThat(own.get(ONE, bed.one()).body()).contains("R3");
            bed.hub()
                    .run(
                            "yecai_capture",
                            "update canon.receipt set document_no = 'changed' where entity_key = '0000003'");
            return own.get(ONE, bed.one()).body();
        } finally {
            bed.change("update canon.receipt set document_no = 'R3' where entity_key = '0000003'");
        }
    }

    @Test
    void oneLook_tellsWhatTheCatalogueTells() throws Exception {
        try (ApiBed asking = bed.with(ApiSettings.local().withCaches(ApiSettings.Caches.off()), 2)) {
            List<String> datasets = bed.json("/api/v1/datasets", bed.all()).findValuesAsText("href");
            assertThat(datasets).hasSizeGreaterThan(20);
            for (String dataset : datasets) {
                for (String path : List.of(
                        dataset + "?limit=2", dataset.replace("/api/v1/datasets/finance.", "/odata/v4/finance_"))) {
                    var remembered = bed.get(path, bed.all());
                    var looked = asking.get(path, bed.all());
                    assertThat(looked.statusCode()).as(path).isEqualTo(200);
                    assertThat(looked.headers().firstValue("ETag").isPresent())
                            .as(path)
                            .isEqualTo(remembered.headers().firstValue("ETag").isPresent());
                    if (remembered.headers().firstValue("ETag").isPresent()) {
                        assertThat(looked.body().replaceAll("http://[^/]*", ""))
                                .as(path)
                                .isEqualTo(remembered.body().replaceAll("http://[^/]*", ""));
                    }
                }
            }
            assertThat(asking.get("/api/v1/datasets/canon.receipt", bed.all()).statusCode())
                    .isEqualTo(404);
            assertThat(asking.get("/api/v1/datasets/production.order_progress", bed.all())
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
