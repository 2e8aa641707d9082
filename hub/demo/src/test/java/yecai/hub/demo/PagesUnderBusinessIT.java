package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.client.core.http.BasicAuthHttpClientFactory;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.hub.api.ApiServer;
import yecai.sql.Waiting;

/**
 * A reporting tool reads account balances in small pages while the ERP posts: every read is of one moment, in which debit and
 * credit of each company are equal. A page of another moment, or half a posting, would show in the difference.
 */
final class PagesUnderBusinessIT {
    /** How often the balances are read; a hundred times by hand: {@code -Dyecai.reads=100}. */
    private static final int READS = Integer.getInteger("yecai.reads", 15);

    /** So many different states are enough to tell that business went on between the reads. */
    private static final int STATES = 3;

    private static final int RATE = 60;
    private static final int PAGE = 20;

    /** The balances of one read. */
    private record Read(Map<String, BigDecimal> differences, BigDecimal debit, int pages, int rows) {}

    @Test
    void everyRead_isBalancedForEachCompany_whileTheErpPosts() throws Exception {
        try (ProvingBed bed = new ProvingBed(400)) {
            bed.load(bed.settings(ProvingBed.pack()));
            try (Capture capture = new Capture(bed.settings(ProvingBed.pack()));
                    ApiServer api = bed.serve()) {
                bed.start(capture);
                ODataClient client = ODataClientFactory.getClient();
                client.getConfiguration()
                        .setHttpClientFactory(new BasicAuthHttpClientFactory("excel", bed.issueToken()));
                Set<BigDecimal> states = new HashSet<>();
                long before = bed.workload().committed();
                bed.workload().start(RATE);
                try {
                    long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
                    for (int number = 0; number < READS || states.size() < STATES; number++) {
                        assertThat(number < READS || System.nanoTime() < end)
                                .as("the balances move between the reads: %s", states)
                                .isTrue();
                        Read read = read(client, api.url() + "/odata/v4");
                        assertThat(read.pages()).isGreaterThan(5);
                        assertThat(read.rows()).isGreaterThan(PAGE * 5);
                        assertThat(read.differences()).hasSizeGreaterThan(1);
                        assertThat(read.differences().values())
                                .as("debit less credit by company in read %s: %s", number, read.differences())
                                .allMatch(difference -> difference.signum() == 0);
                        states.add(read.debit());
                    }
                } finally {
                    bed.workload().stop();
                }
                assertThat(bed.workload().failure()).isEmpty();
                assertThat(bed.workload().committed()).isGreaterThan(before);
            }
        }
    }

    /** Follows the pages to the last one; a read that cannot be completed fails. */
    private static Read read(ODataClient client, String root) {
        URI uri = client.newURIBuilder(root)
                .appendEntitySetSegment("finance_account_balance")
                .build();
        Map<String, BigDecimal> differences = new HashMap<>();
        BigDecimal debit = BigDecimal.ZERO;
        Set<String> keys = new HashSet<>();
        int pages = 0;
        while (uri != null) {
            ODataEntitySetRequest<ClientEntitySet> request =
                    client.getRetrieveRequestFactory().getEntitySetRequest(uri);
            request.setPrefer(client.newPreferences().maxPageSize(PAGE));
            ClientEntitySet page = request.execute().getBody();
            for (ClientEntity row : page.getEntities()) {
                assertThat(keys.add(text(row, "source") + " " + text(row, "entity_key")))
                        .isTrue();
                differences.merge(
                        text(row, "company"), number(row, "debit").subtract(number(row, "credit")), BigDecimal::add);
                debit = debit.add(number(row, "debit"));
            }
            uri = page.getNext();
            pages++;
        }
        return new Read(differences, debit, pages, keys.size());
    }

    private static String text(ClientEntity row, String property) {
        return row.getProperty(property).getPrimitiveValue().toString();
    }

    private static BigDecimal number(ClientEntity row, String property) {
        return new BigDecimal(text(row, property));
    }
}
