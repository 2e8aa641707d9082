package yecai.hub.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.api.uri.QueryOption;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.client.core.http.BasicAuthHttpClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.ApiBed;

/** OData, as a client sees it that others have written. */
final class OdataIT {
    private static ApiBed bed;
    private static ODataClient client;
    private static String root;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
        root = bed.server().url() + OdataRoutes.ROOT;
        client = ODataClientFactory.getClient();
        client.getConfiguration().setHttpClientFactory(new BasicAuthHttpClientFactory("excel", bed.all()));
    }

    @Test
    void metadata_hasKeysAndTypes() {
        Edm edm = client.getRetrieveRequestFactory()
                .getMetadataRequest(root)
                .execute()
                .getBody();
        EdmEntityType receipt = edm.getEntityType(new FullQualifiedName("yecai", "finance_receipt"));
        assertThat(receipt.getKeyPredicateNames()).containsExactly("source", "entity_key");
        assertThat(receipt.getProperty("amount")
                        .getType()
                        .getFullQualifiedName()
                        .toString())
                .isEqualTo("Edm.Decimal");
        assertThat(receipt.getProperty("posting_date").getType().getName()).isEqualTo("Date");
        assertThat(receipt.getProperty("applied_at").getType().getName()).isEqualTo("DateTimeOffset");
        assertThat(edm.getEntityContainer().getEntitySets()).hasSizeGreaterThan(10);
        assertThat(client.getRetrieveRequestFactory()
                        .getServiceDocumentRequest(root)
                        .execute()
                        .getBody()
                        .getEntitySetNames())
                .contains("finance_receipt");
    }

    @Test
    void pages_coverAViewOf100000Rows_andTheSumIsSqls() throws Exception {
        URI uri = client.newURIBuilder(root)
                .appendEntitySetSegment("finance_receipt")
                .select("entity_key", "amount")
                .addQueryOption(QueryOption.COUNT, "true")
                .build();
        Set<String> keys = new HashSet<>();
        BigDecimal sum = BigDecimal.ZERO;
        int pages = 0;
        while (uri != null) {
            ODataEntitySetRequest<ClientEntitySet> request =
                    client.getRetrieveRequestFactory().getEntitySetRequest(uri);
            request.setPrefer(client.newPreferences().maxPageSize(20_000));
            ClientEntitySet page = request.execute().getBody();
            assertThat(page.getCount()).isEqualTo(ApiBed.RECEIPTS);
            for (ClientEntity entity : page.getEntities()) {
                keys.add(entity.getProperty("entity_key").getPrimitiveValue().toString());
                sum = sum.add(new BigDecimal(
                        entity.getProperty("amount").getPrimitiveValue().toString()));
            }
            uri = page.getNext();
            pages++;
        }
        assertThat(pages).isEqualTo(5);
        assertThat(keys).hasSize(ApiBed.RECEIPTS);
        assertThat(sum)
                .isEqualByComparingTo(bed.hub()
                        .list("yecai_capture", "select sum(amount) from canon.receipt where source = 't'")
                        .get(0));
    }

    @Test
    void filterOrderTopAndSkip_areSqls() throws Exception {
        URI uri = client.newURIBuilder(root)
                .appendEntitySetSegment("finance_receipt")
                .filter("company eq 'C2' and contains(document_no,'77') and posting_date ge 2026-02-01")
                .orderBy("amount desc")
                .top(5)
                .skip(2)
                .build();
        ClientEntitySet page = client.getRetrieveRequestFactory()
                .getEntitySetRequest(uri)
                .execute()
                .getBody();
        assertThat(page.getEntities().stream()
                        .map(entity -> entity.getProperty("entity_key")
                                .getPrimitiveValue()
                                .toString()))
                .containsExactlyElementsOf(bed.hub().list("yecai_capture", """
                    select entity_key from canon.receipt
                    where company = 'C2' and document_no like '%77%' and posting_date >= '2026-02-01'
                    order by amount desc offset 2 limit 5
                    """));
        assertThat(page.getNext()).isNull();
    }

    @Test
    void entity_isFoundByItsKey() throws Exception {
        JsonNode entity = odata("/finance_receipt(source='t',entity_key='0000004')");
        assertThat(entity.get("document_no").asText()).isEqualTo("R4");
        assertThat(entity.get("@odata.context").asText()).endsWith("#finance_receipt/$entity");
        assertThat(odata("/finance_freshness('t')").get("source").asText()).isEqualTo("t");
        assertThat(bed.get(OdataRoutes.ROOT + "/finance_freshness('none')", bed.all())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void apply_groupsAndAggregates() throws Exception {
        JsonNode answer = odata("/finance_receipt?$orderby=company&$apply="
                + URLEncoder.encode(
                        "filter(amount lt 1000 and (customer ne 'a)' or amount gt 0))/groupby((company),"
                                + "aggregate(amount with sum as total,$count as n))",
                        StandardCharsets.UTF_8));
        assertThat(answer.path("value")).as(answer.toString()).hasSize(3);
        JsonNode first = answer.get("value").get(0);
        assertThat(first.get("company").asText()).isEqualTo("C1");
        assertThat(first.get("n") + " " + first.get("total").decimalValue().toPlainString())
                .isEqualTo(bed.hub()
                        .list(
                                "yecai_capture",
                                "select count(*) || ' ' || sum(amount) from canon.receipt where company = 'C1'"
                                        + " and source = 't' and amount < 1000")
                        .get(0));
    }

    @Test
    void count_andExactNumbers_andWhatIsNotOffered() throws Exception {
        assertThat(bed.get(OdataRoutes.ROOT + "/finance_receipt/$count?$filter=amount%20le%20125", bed.all())
                        .body())
                .isEqualTo("100");
        JsonNode exact =
                odata("/finance_receipt?$top=1&$format=application/json;IEEE754Compatible=true;odata.metadata=none");
        assertThat(exact.get("value").get(0).get("amount").isTextual()).isTrue();
        assertThat(exact.has("@odata.context")).isFalse();
        HttpResponse<String> expand = bed.get(OdataRoutes.ROOT + "/finance_receipt?$expand=x", bed.all());
        assertThat(expand.statusCode()).isEqualTo(501);
        assertThat(ApiBed.parse(expand.body()).get("error").get("code").asText())
                .isEqualTo("not-implemented");
        HttpResponse<String> metadata = bed.get(OdataRoutes.ROOT + "/$metadata?$format=json", bed.one());
        assertThat(ApiBed.parse(metadata.body())
                        .get("yecai")
                        .get("finance_receipt")
                        .get("$Key")
                        .toString())
                .isEqualTo("[\"source\",\"entity_key\"]");
        assertThat(metadata.headers().firstValue("OData-Version")).contains("4.0");
    }

    private static JsonNode odata(String path) throws Exception {
        return bed.json(OdataRoutes.ROOT + path, bed.all());
    }
}
