package yecai.hub.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.finance.FinancePages;

/**
 * What an attacker has written into texts of the hub stays text in a real browser: on the pages of finance, on those of a person's own
 * access, and on those of DBAs, who would be worth most.
 */
final class AttackersTextsIT {
    private static final String DBA = "texts_dba";

    @Test
    void texts_areNeverMarkup_forFinance() throws Exception {
        Browser browser = Browser.require("texts-finance");
        ConsoleBed bed = ConsoleBed.shared();
        ConsoleBed.addPerson(bed.hub(), "texts_person", "finance_reader", "*");
        for (String attack : ConsoleBed.ATTACKS) {
            bed.hub()
                    .list(
                            "postgres",
                            "select hub.grant_scope('texts_person', 'company', '" + quoted(attack) + "', null, '"
                                    + quoted(attack) + "')");
        }
        ObjectNode spec = browser.spec(bed.url()).put("link", bed.link("texts_person"));
        ArrayNode paths = spec.putArray("paths");
        FinancePages.listReports().forEach(report -> paths.add(report.path()));
        paths.add("/console").add("/console/me").add("/console/codes?kind=every");
        paths.add("/console/receivables?by=customer").add("/console/payables?by=supplier");
        for (String attack : ConsoleBed.ATTACKS) {
            String key = java.net.URLEncoder.encode(attack, java.nio.charset.StandardCharsets.UTF_8);
            paths.add("/console/receivables/item?source=t&entity_key=" + key);
            paths.add("/console/payables/item?source=t&entity_key=" + key);
            paths.add("/console/costs/order?source=t&entity_key=" + key);
            paths.add("/console/ledger/entries?company=1000&account=" + key);
            paths.add("/console/receivables?customer=" + key);
            paths.add("/console/receivables?as_of=" + key);
        }
        JsonNode pages = read(browser, spec);
        assertThat(pages).hasSize(paths.size());
        assertThat(marks(pages, "/console/me")).containsAll(ConsoleBed.ATTACKS);
        assertThat(marks(pages, "/console/receivables?by=customer")).containsAll(ConsoleBed.ATTACKS);
        assertThat(marks(pages, "/console/codes?kind=every")).containsAll(ConsoleBed.ATTACKS);
    }

    @Test
    void texts_areNeverMarkup_forDbas() throws Exception {
        Browser browser = Browser.require("texts-dba");
        ConsoleBed bed = ConsoleBed.shared();
        bed.hub()
                .run(
                        "postgres",
                        "create role " + DBA + " login in role yecai_dba; grant connect on database "
                                + bed.hub().database() + " to " + DBA);
        ConsoleBed.addPerson(bed.hub(), "texts_other", "finance_reader", "1000");
        for (String attack : ConsoleBed.ATTACKS) {
            bed.hub()
                    .run(
                            "yecai_capture",
                            "insert into hub.parked (source, mapping, derive_key, entity, reason) values ('t', '"
                                    + quoted(attack) + "', '" + quoted(attack) + "', '" + quoted(attack) + "', '"
                                    + quoted(attack) + "')");
            bed.hub()
                    .list(
                            "postgres",
                            "select hub.grant_scope('texts_other', 'company', '" + quoted(attack) + "', null, '"
                                    + quoted(attack) + "')");
        }
        ObjectNode spec = browser.spec(bed.url()).put("login", DBA).put("password", "x");
        ArrayNode paths = spec.putArray("paths");
        for (String place : List.of(
                "sources",
                "comparisons",
                "parked",
                "access",
                "requests",
                "logins",
                "declaration",
                "audit",
                "webhooks")) {
            paths.add("/console/administration/" + place);
        }
        for (String attack : ConsoleBed.ATTACKS) {
            paths.add("/console/administration/access?principal="
                    + java.net.URLEncoder.encode(attack, java.nio.charset.StandardCharsets.UTF_8));
        }
        JsonNode pages = read(browser, spec);
        assertThat(marks(pages, "/console/administration/parked")).containsAll(ConsoleBed.ATTACKS);
        assertThat(marks(pages, "/console/administration/access")).containsAll(ConsoleBed.ATTACKS);
        assertThat(marks(pages, "/console/administration/audit")).isNotEmpty();
    }

    private static JsonNode read(Browser browser, ObjectNode spec) throws Exception {
        ArrayNode marks = spec.putArray("marks");
        ConsoleBed.ATTACKS.forEach(marks::add);
        return browser.run("texts.mjs", spec).get("pages");
    }

    private static Set<String> marks(JsonNode pages, String path) {
        Set<String> marks = new TreeSet<>();
        for (JsonNode page : pages) {
            if (page.get("path").asText().equals(path)) {
                page.get("marks").forEach(mark -> marks.add(mark.asText()));
            }
        }
        return marks;
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}
