package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.ApiBed.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.Waiting;

/** Pages of one read are of one moment, whatever is written between them. */
final class MomentsIT {
    private static final String SUM = "select sum(amount) from canon.receipt where source = 'moments'";
    private static ApiBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
    }

    /** Two rows of which one is always the other's negative: half a transaction, or two states in one read, show in the sum. */
    private static final String CHANGE = """
        with moved as (
            update canon.receipt set amount = amount + (case when entity_key like '%0' then 1 else -1 end) * 7
            where source = 'moments' returning 1
        )
        update hub.source set applied_transactions = applied_transactions + 1 where (select count(*) from moved) >= 0
        """;

    private static void fill() throws Exception {
        bed.change("""
            insert into canon.receipt (source, entity_key, company, document_no, posting_date, amount, transaction_currency)
            select 'moments', lpad((n / 2)::text, 5, '0') || n % 2, 'C1', 'M' || n, date '2026-01-01',
                case when n % 2 = 0 then n else -(n - 1) end, 'CNY'
            from generate_series(2, 401) as n
            """);
    }

    private static void empty() throws Exception {
        bed.change("delete from canon.receipt where source = 'moments'");
    }

    @Test
    void pagesOfOneRead_showOneState_underConcurrentWrites() throws Exception {
        fill();
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger writes = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(isOver, writes));
        try (ApiBed own = bed.with(ApiSettings.local().withLimits(ApiBed.AMPLE), 4, 10, Waiting.PATIENCE)) {
            AtomicInteger reads = new AtomicInteger();
            AtomicInteger moved = new AtomicInteger();
            // until the data have moved on between a read's pages
            Waiting.until("enough is read and written", () -> {
                moved.addAndGet(assertOneState(
                        own,
                        "/odata/v4/finance_receipt?$select=entity_key,amount&$count=true&$filter=source%20eq%20'moments'",
                        "@odata.nextLink",
                        "value"));
                moved.addAndGet(assertOneState(
                        own,
                        receipts("select", "entity_key,amount", "filter", "source eq 'moments'", "limit", "20"),
                        "next",
                        "rows"));
                return reads.incrementAndGet() >= 10 && moved.get() > 0 && (writes.get() > 20 || writer.isDone());
            });
        } finally {
            isOver.set(true);
            writer.join();
            empty();
        }
    }

    private static void write(AtomicBoolean isOver, AtomicInteger writes) {
        try (Connection capture = bed.hub().open("yecai_capture");
                Statement statement = capture.createStatement()) {
            while (!isOver.get()) {
                statement.execute(CHANGE);
                writes.incrementAndGet();
            }
        } catch (java.sql.SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** Reads all pages; returns 1 if the data had moved on before the last one. */
    private static int assertOneState(ApiBed bed, String path, String link, String rows) throws Exception {
        Set<String> keys = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        Optional<String> asOf = Optional.empty();
        String tag = "";
        String at = path;
        int pages = 0;
        while (at != null) {
            HttpResponse<String> answer = bed.send(bed.request(at, bed.all()).header("Prefer", "odata.maxpagesize=20"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = ApiBed.parse(answer.body());
            if (pages++ > 0) {
                assertThat(answer.headers().firstValue("X-Yecai-As-Of")).isEqualTo(asOf);
            }
            asOf = answer.headers().firstValue("X-Yecai-As-Of");
            tag = answer.headers().firstValue("ETag").orElse("");
            for (JsonNode row : page.get(rows)) {
                assertThat(keys.add(row.get("entity_key").asText())).isTrue();
                sum = sum.add(row.get("amount").decimalValue());
            }
            String next = page.path(link).isTextual() ? page.get(link).asText() : null;
            at = next == null ? null : link.equals("next") ? path + "&cursor=" + next : pathOf(next);
        }
        assertThat(keys).hasSize(400);
        assertThat(sum).as(path).isEqualByComparingTo("0");
        String now = bed.get(path, bed.all()).headers().firstValue("ETag").orElse("");
        return now.equals(tag) ? 0 : 1;
    }

    private static String pathOf(String link) {
        URI uri = URI.create(link);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    @Test
    void aPageThatComesTooLate_saysSo_inTheFormatsOwnForm() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2, 4, Duration.ofMillis(500))) {
            String next =
                    own.json(receipts("limit", "10"), own.all()).get("next").asText();
            String link = own.json("/odata/v4/finance_receipt?$top=20000", own.all())
                    .get("@odata.nextLink")
                    .asText();
            Waiting.until("the snapshot is released", () -> held(own) == 0);
            assertThat(own.get(receipts("limit", "10", "cursor", next), own.all())
                            .statusCode())
                    .as("nothing has changed")
                    .isEqualTo(200);
            bed.change();
            Waiting.until("the snapshot is released", () -> held(own) == 0);
            HttpResponse<String> json = own.get(receipts("limit", "10", "cursor", next), own.all());
            assertThat(json.statusCode()).isEqualTo(410);
            assertThat(ApiBed.parse(json.body()).get("code").asText()).isEqualTo("moved-on");
            HttpResponse<String> odata = own.get(pathOf(link), own.all());
            assertThat(odata.statusCode()).isEqualTo(410);
            assertThat(ApiBed.parse(odata.body()).get("error").get("code").asText())
                    .isEqualTo("moved-on");
        }
    }

    @Test
    void heldSnapshots_areBounded_andOnePrincipalHasHalfAtMost() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2, 4, Waiting.PATIENCE)) {
            String first =
                    own.json(receipts("limit", "10"), own.one()).get("next").asText();
            for (int i = 0; i < 6; i++) {
                bed.change();
                assertThat(own.json(receipts("limit", "10"), own.all())
                                .get("next")
                                .isTextual())
                        .isTrue();
            }
            Waiting.until("two snapshots of one principal and one of the other are held", () -> held(own) == 3);
            assertThat(own.get(receipts("limit", "10", "cursor", first), own.one())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A read that ends with its first page holds nothing. */
    @Test
    void onePage_holdsNothing() throws Exception {
        try (ApiBed own = bed.with(ApiSettings.local(), 2, 4, Waiting.PATIENCE)) {
            own.get(receipts("filter", "entity_key eq '0000003'"), own.all());
            own.get("/odata/v4/finance_receipt?$top=10", own.all());
            own.get(receipts("aggregate", "count()"), own.all());
            assertThat(held(own)).isEqualTo(0);
        }
    }

    private static int held(ApiBed own) throws Exception {
        String metrics = own.send(HttpRequest.newBuilder(URI.create(own.server().adminUrl() + "/metrics")))
                .body();
        String line = metrics.lines()
                .filter(one -> one.startsWith("yecai_api_snapshots_held "))
                .findFirst()
                .orElseThrow();
        return (int) Double.parseDouble(line.split(" ")[1]);
    }
}
