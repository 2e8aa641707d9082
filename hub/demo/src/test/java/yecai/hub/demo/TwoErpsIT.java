package yecai.hub.demo;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.hub.session.SessionSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.PackLoader;
import yecai.sql.text.Identifier;

/**
 * Two ERPs whose companies have the same codes, in one hub: a reader of a company of the one finds nothing of the other's, by SQL,
 * REST or OData.
 */
final class TwoErpsIT {
    private static final DemoOptions BUSINESS = DemoOptions.defaults().withHistory(150);
    private static final Map<String, String> OTHER_CODES = Map.of("1000", "B1000", "2000", "B2000", "3000", "B3000");

    /** A published view that says to which company and source its rows belong. */
    private record Dataset(String schema, String view) {
        String quoted() {
            return Identifier.quote(schema, view);
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aReaderOfACompany_findsNothingOfTheOtherErps_whoseCodeIsTheSame() throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.start(0, false);
                EmbeddedServers others = EmbeddedServers.start(0, false)) {
            DemoHub hub = DemoHub.create(servers.hub());
            SourceSettings first = erp(servers, hub, "erpa");
            SourceSettings second = erp(others, hub, "erpb");
            new InitialLoad(first).run(LoadProgress.SILENT);
            List<Dataset> datasets = datasets(hub);
            Map<Dataset, String> before = sums(hub, datasets);

            assertThatThrownBy(() -> new InitialLoad(second).run(LoadProgress.SILENT))
                    .isInstanceOfSatisfying(
                            YecaiException.class,
                            problem -> assertThat(problem.kind().exitCode()).isEqualTo(3))
                    .hasMessageContaining("of source erpb has the code of a company of source erpa");
            assertThat(sums(hub, datasets)).isEqualTo(before);
            new InitialLoad(second.with(OTHER_CODES)).run(LoadProgress.SILENT);

            try (Connection all = hub.finance().open("yecai test");
                    Statement statement = all.createStatement()) {
                assertThat(count(statement, "select count(*) from finance.receipt where source = 'erpb'"))
                        .isPositive();
            }
            assertThat(sums(hub, datasets)).isEqualTo(before);
            requireNothingByHttp(hub, datasets);
        }
    }

    private static SourceSettings erp(EmbeddedServers servers, DemoHub hub, String source) throws SQLException {
        DemoErp erp = DemoErp.create(servers.erp());
        erp.startBusiness(BUSINESS).close();
        SourceSettings settings = new SourceSettings(source, PackLoader.load("demo"), erp.capture(), hub.capture());
        erp.letIn(settings);
        return settings;
    }

    /** The datasets that the reader may read whose rows each belong to a company of a source; shared rates do not. */
    private static List<Dataset> datasets(DemoHub hub) throws SQLException {
        List<Dataset> datasets = new ArrayList<>();
        try (Connection reader = hub.oneCompany().open("yecai test");
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("""
                        select c.table_schema, c.table_name
                        from information_schema.columns as c
                        where c.table_schema in ('finance', 'production', 'reporting')
                            and c.column_name in ('source', 'company')
                            and c.table_name <> 'exchange_rate'
                        group by 1, 2
                        having count(*) = 2
                        order by 1, 2
                        """)) {
            while (row.next()) {
                datasets.add(new Dataset(row.getString(1), row.getString(2)));
            }
        }
        assertThat(datasets).hasSizeGreaterThan(30);
        return datasets;
    }

    /** What the reader of one company sees: rows, and the sum of the numbers in all of them. */
    private static Map<Dataset, String> sums(DemoHub hub, List<Dataset> datasets) throws SQLException {
        Map<Dataset, String> sums = new TreeMap<>(Comparator.comparing(Dataset::quoted));
        long rows = 0;
        try (Connection reader = hub.oneCompany().open("yecai test");
                Statement statement = reader.createStatement()) {
            for (Dataset dataset : datasets) {
                try (ResultSet row = statement.executeQuery("select count(*), array_agg(distinct source), "
                        + "sum(value::numeric) from " + dataset.quoted() + " as d left join lateral ("
                        + "select value from jsonb_each_text(to_jsonb(d)) where value ~ '^-?[0-9]+([.][0-9]+)?$' and key not in"
                        + " ('source_tx')) as v on true")) {
                    row.next();
                    rows += row.getLong(1);
                    sums.put(dataset, row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
                }
            }
        }
        assertThat(rows).isGreaterThan(1_000);
        return sums;
    }

    private void requireNothingByHttp(DemoHub hub, List<Dataset> datasets) throws Exception {
        ApiSettings.Limits limits = new ApiSettings.Limits(1e6, 1_000_000, 4, Duration.ofSeconds(30));
        try (ApiServer api = ApiServer.start(
                ApiSettings.local().withoutAccessLog().withLimits(limits),
                SessionSettings.of(hub.api().url(), hub.api().user(), hub.api().password()))) {
            String one = token(hub, DemoHub.ONE_PRINCIPAL);
            String group = token(hub, DemoHub.GROUP_PRINCIPAL);
            int seenByTheGroup = 0;
            for (Dataset dataset : datasets) {
                String odata = "/odata/v4/" + dataset.schema() + "_" + dataset.view() + "?$top=1&$count=true&$filter="
                        + encode("source eq 'erpb'", UTF_8);
                String rest = "/api/v1/datasets/" + dataset.schema() + "." + dataset.view() + "?limit=1&filter="
                        + encode("source eq 'erpb'", UTF_8);
                assertThat(get(api, odata, one))
                        .as(odata)
                        .contains("\"@odata.count\":0")
                        .doesNotContain("erpb\"");
                assertThat(get(api, rest, one)).as(rest).contains("\"rows\":[]");
                seenByTheGroup += get(api, rest, group).contains("\"rows\":[]") ? 0 : 1;
            }
            assertThat(seenByTheGroup)
                    .as("datasets in which the group finds the other ERP")
                    .isGreaterThan(20);
        }
    }

    private static String token(DemoHub hub, String principal) throws SQLException {
        try (Connection admin = hub.openAsAdmin()) {
            return new TokenStore(Handles.open(admin))
                    .issue(principal, "test", List.of("*"), Instant.now().plus(Duration.ofHours(1)))
                    .reveal();
        }
    }

    private String get(ApiServer api, String path, String token) throws IOException, InterruptedException {
        String password = Base64.getEncoder().encodeToString(("excel:" + token).getBytes(UTF_8));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(api.url() + path))
                        .header("Authorization", "Basic " + password)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
