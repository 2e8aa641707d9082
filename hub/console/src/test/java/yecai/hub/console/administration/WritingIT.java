package yecai.hub.console.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.hub.api.ApiSettings;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.Visitor;
import yecai.hub.event.EventSettings;

/** Codes are mapped by people who write for finance, and webhooks are added by DBAs, each with a form. */
final class WritingIT {
    private static final String ACT = "/console/administration/act";
    private static final String MAP = "/console/codes/map";
    private static final String CODES = "/console/codes?kind=customer";
    private static ConsoleBed bed;

    @BeforeAll
    static void people() throws Exception {
        bed = ConsoleBed.shared();
        ConsoleBed.addPerson(bed.hub(), "wri_writer", "finance_reader,finance_writer", "*");
        ConsoleBed.addPerson(bed.hub(), "wri_reader", "finance_reader", "*");
        ConsoleBed.addPerson(bed.hub(), "wri_one", "finance_reader,finance_writer", "1000");
        bed.hub()
                .run(
                        "postgres",
                        "create role wri_dba login in role yecai_dba; grant connect on database "
                                + bed.hub().database() + " to wri_dba");
    }

    private static Map<String, String> mapping(String code, String dryRun) {
        Map<String, String> fields = new HashMap<>();
        fields.put("place", "map_code");
        fields.put("part", "map_code");
        fields.put("key", UUID.randomUUID().toString());
        fields.put("kind", "customer");
        fields.put("source", "t");
        fields.put("source_code", "A");
        fields.put("code", code);
        fields.put("reason", "one customer");
        fields.put("dry_run", dryRun);
        return fields;
    }

    private static List<String> mapped() throws Exception {
        return bed.hub()
                .list(
                        "postgres",
                        "select code from hub.code_map where kind = 'customer' and source = 't' and source_code = 'A'"
                                + " and replaced_at is null");
    }

    @Test
    void writer_mapsACode_fromItsRow_afterSeeingWhatItChanges() throws Exception {
        Visitor writer = bed.person("wri_writer");
        assertThat(writer.get(CODES).body())
                .contains("/console/codes/map?kind=customer&amp;source=t&amp;source_code=A")
                .contains("Map this code");
        assertThat(writer.get("/console/codes?kind=customer&section=code_list&format=csv")
                        .body())
                .as("a file holds data only")
                .doesNotContain("map_code");
        String form = writer.get(MAP + "?kind=customer&source=t&source_code=A").body();
        assertThat(form).contains("value=\"A\"").contains("<option value=\"customer\" selected>");

        HttpResponse<String> answer = writer.post(ACT, mapping("G-1", "true"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(mapped()).as("only asked").isEmpty();

        Map<String, String> fields = mapping("G-1", "false");
        assertThat(writer.post(ACT, fields).statusCode()).isEqualTo(200);
        assertThat(writer.post(ACT, fields).statusCode()).as("sent twice").isEqualTo(200);
        assertThat(mapped()).containsExactly("G-1");
        assertThat(bed.hub()
                        .list(
                                "postgres",
                                "select count(*)::text || ' ' || min(actor) from hub.audit where action = 'map_code'"))
                .as("who did it, once")
                .containsExactly("1 wri_writer by yecai_api");
    }

    @Test
    void others_areOfferedNothing_andRefused() throws Exception {
        Visitor reader = bed.person("wri_reader");
        assertThat(reader.get(CODES).body()).contains("code_list").doesNotContain("/console/codes/map");
        HttpResponse<String> page = reader.get(MAP);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("finance_writer");
        assertThat(reader.post(ACT, mapping("G-2", "false")).statusCode()).isEqualTo(403);
        HttpResponse<String> narrow = bed.person("wri_one").post(ACT, mapping("G-3", "false"));
        assertThat(narrow.statusCode()).as("its source has another company too").isEqualTo(403);
        assertThat(narrow.body()).contains("may not write for");
        assertThat(bed.stranger().get(MAP).statusCode()).isEqualTo(303);
        assertThat(mapped()).doesNotContain("G-2", "G-3");
    }

    @Test
    void writer_whoseSessionHasEnded_writesNothing() throws Exception {
        Visitor writer = bed.person("wri_writer");
        Map<String, String> fields = mapping("G-4", "false");
        fields.put("form", writer.formToken());
        bed.hub()
                .run(
                        "postgres",
                        "update hub.console_session set ended_at = clock_timestamp() where principal = 'wri_writer'");
        assertThat(writer.postBlindly(ACT, fields).statusCode()).isIn(303, 403);
        assertThat(mapped()).doesNotContain("G-4");
    }

    @Test
    void dba_addsAWebhook_whoseKeyIsShownOnce() throws Exception {
        EventSettings events = new EventSettings(Optional.of(new EventSettings.Key(new byte[32])), List.of());
        try (ConsoleBed sending = bed.withSettings(ApiSettings.local().withEvents(events))) {
            Visitor dba = sending.stranger();
            dba.post("/console/sign-in", Map.of("login", "wri_dba", "password", "x", "to", "/console"));
            assertThat(dba.get("/console/administration/webhooks").body()).contains("part-add_webhook");
            Map<String, String> fields = Map.of(
                    "place", "webhooks",
                    "part", "add_webhook",
                    "key", UUID.randomUUID().toString(),
                    "principal", "wri_reader",
                    "url", "https://events.example.com/hub",
                    "types", "",
                    "sees_operations", "false",
                    "reason", "warehouse");
            HttpResponse<String> answer = dba.post(ACT, fields);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            String secret = secret(answer.body());
            assertThat(secret).isNotBlank();
            HttpResponse<String> again = dba.post(ACT, fields);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).as("a key is shown once").doesNotContain(secret);
            assertThat(
                            bed.hub()
                                    .list(
                                            "postgres",
                                            "select url from hub.webhook where principal = 'wri_reader' and sees_operations is false"))
                    .containsExactly("https://events.example.com/hub");
            assertThat(dba.get("/console/administration/webhooks").body())
                    .contains("events.example.com")
                    .doesNotContain(secret);
        }
    }

    private static String secret(String page) {
        return java.util.regex.Pattern.compile("Secret[^<]*</td>\\s*<td[^>]*>([^<–]+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1).strip())
                .findFirst()
                .orElse("");
    }
}
