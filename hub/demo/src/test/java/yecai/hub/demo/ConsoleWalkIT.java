package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.console.ConsoleBed;
import yecai.hub.console.browser.Browser;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.PackLoader;

/**
 * Every page of the console in a real browser, as four people in both languages: no message of the browser's console, no failed
 * request, nothing that axe-core objects to, no English word in Chinese, nothing wider than a narrow screen. Screenshots are left below
 * {@code target/console/walk/shots}.
 */
final class ConsoleWalkIT {
    private static final String EVERYONE = "demo_everyone";
    private static final int LINKS = 2;

    /** Enough that figures move, and that some supplier is owed something on any day; the machine is for the browser. */
    private static final DemoOptions LIGHT =
            DemoOptions.defaults().withHistory(2_000).withWorkers(1).withRate(2);

    /** Of these there are screenshots in the dark and on a narrow screen too. */
    private static final Set<String> KEYS =
            Set.of("home", "receivables", "items", "item", "costs", "codes", "map", "me", "access");

    private record Step(String path, String follow, String shot) {}

    private static Step step(String path, String shot) {
        return new Step(path, "", shot);
    }

    private static final List<Step> FINANCE = List.of(
            step("/console", "home"),
            step("/console/receivables", "receivables"),
            step("/console/receivables?by=customer&bucket_set=cas&basis=occurrence", "receivables-customers"),
            step("/console/receivables/items", "items"),
            new Step("/console/receivables/items", "td a[href*='receivables/item?']", "item"),
            step("/console/payables", "payables"),
            step("/console/payables?by=supplier", ""),
            step("/console/payables/items", ""),
            new Step("/console/payables/items", "td a[href*='payables/item?']", "payable"),
            step("/console/costs", "costs"),
            step("/console/costs/variances", "variances"),
            new Step("/console/costs", "td a[href*='costs/order?']", "order"),
            step("/console/ledger", "ledger"),
            new Step("/console/ledger", "td a[href*='ledger/entries?']", "entries"),
            step("/console/reconciliation", "reconciliation"),
            step("/console/control", "control"),
            step("/console/quality", "quality"),
            step("/console/codes?kind=customer", "codes"),
            step("/console/me", "me"),
            step("/console/tour", "tour"),
            step("/console/sign-in", "sign-in"),
            step("/console/link?secret=x", ""));
    private static final List<Step> WRITER =
            List.of(new Step("/console/codes?kind=customer", "td a[href*='codes/map?']", "map"));
    private static final List<Step> ADMINISTRATION = Stream.concat(
                    Stream.of(step("/console", "home"), step("/console/tour", ""), step("/console/sign-in", "")),
                    Stream.of(
                                    "sources",
                                    "comparisons",
                                    "parked",
                                    "access",
                                    "requests",
                                    "logins",
                                    "declaration",
                                    "audit",
                                    "webhooks")
                            .map(place -> step("/console/administration/" + place, place)))
            .toList();
    private static final List<Step> OTHERS =
            List.of(step("/console", "home"), step("/console/me", "me"), step("/console/sign-in", ""));

    @Test
    void everyPage_isFineInABrowser() throws Exception {
        Browser browser = Browser.require("walk");
        try (EmbeddedServers servers = EmbeddedServers.start(0, false)) {
            DemoHub hub = DemoHub.create(servers.hub());
            DemoErp erp = DemoErp.create(servers.erp());
            try (Workload workload = erp.startBusiness(LIGHT)) {
                SourceSettings settings =
                        new SourceSettings("demo", PackLoader.load("demo"), erp.capture(), hub.capture());
                erp.letIn(settings);
                new InitialLoad(settings).run(LoadProgress.SILENT);
                hub.showTokens(settings);
                addEveryone(hub);
                try (Capture capture = new Capture(settings);
                        DemoApi api = DemoApi.start(hub)) {
                    capture.start();
                    new Check(settings).run(CheckOptions.defaults());
                    JsonNode walked = browser.run("walk.mjs", spec(browser, hub, api));
                    System.out.println("milliseconds of all visits: " + walked.get("spent"));
                    JsonNode pages = walked.get("pages");
                    assertThat(pages.size())
                            .isEqualTo(
                                    2 * (2 * FINANCE.size() + WRITER.size() + ADMINISTRATION.size() + OTHERS.size()));
                    for (JsonNode page : pages) {
                        assertThat(page.get("title").asText())
                                .as(page.toString())
                                .isNotBlank();
                    }
                    assertThat(workload.failure()).isEmpty();
                    attack(erp, hub, api);
                }
            }
        }
        try (Stream<Path> shots = Files.list(browser.shots())) {
            assertThat(shots).hasSizeGreaterThan(FINANCE.size());
        }
    }

    /** Then somebody writes into every text column of the ERP, and the pages still show texts. */
    private static void attack(DemoErp erp, DemoHub hub, DemoApi api) throws Exception {
        Browser browser = Browser.require("attack");
        List<String> columns;
        try (Connection connection = erp.open()) {
            columns = ErpAttack.write(connection, ConsoleBed.ATTACKS);
        }
        assertThat(columns).contains("erp.customers.name_en", "erp.materials.name_zh", "erp.journals.description");
        try (Connection finance = hub.finance().open("yecai console walk")) {
            Waiting.until("the hub has the attacker's texts", () -> areThere(finance));
        }
        ObjectNode spec = browser.spec(api.url()).put("guest", "finance").put("follow", 3);
        ArrayNode paths = spec.putArray("paths");
        FINANCE.stream()
                .filter(step -> step.follow().isEmpty() && !step.path().contains("secret"))
                .forEach(step -> paths.add(step.path()));
        paths.add("/console/codes?kind=every");
        ArrayNode marks = spec.putArray("marks");
        ConsoleBed.ATTACKS.forEach(marks::add);
        Set<String> seen = new TreeSet<>();
        for (JsonNode page : browser.run("texts.mjs", spec).get("pages")) {
            page.get("marks").forEach(mark -> seen.add(mark.asText()));
        }
        assertThat(seen).containsAll(ConsoleBed.ATTACKS);
    }

    private static boolean areThere(Connection finance) throws SQLException {
        try (Statement statement = finance.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) filter (where c.name ~ '[<=$]') from finance.customer as c"
                                + " union all select count(*) from finance.general_ledger as g where g.description ~ '[<=$]'"
                                + " order by 1 limit 1")) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    private static void addEveryone(DemoHub hub) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("select hub.add_principal('" + EVERYONE + "', 'person', '{reporting_reader}')");
            statement.execute("select hub.grant_scope('" + EVERYONE + "', 'company', '1000', null, 'everybody')");
        }
    }

    private static ObjectNode spec(Browser browser, DemoHub hub, DemoApi api) throws Exception {
        ObjectNode spec = browser.spec(api.url());
        ArrayNode people = spec.putArray("people");
        List<String> looks =
                List.of("en light-wide", "zh light-wide", "en dark-wide", "en light-narrow", "zh dark-narrow");
        person(
                        people,
                        "finance",
                        "finance",
                        Stream.concat(FINANCE.stream(), WRITER.stream()).toList(),
                        looks)
                .put("audit", true)
                .put("looks", true);
        // The same pages with fewer rows.
        person(people, "company", "company", FINANCE, List.of("en light-wide"));
        person(people, "dba", "dba", ADMINISTRATION, List.of("en light-wide", "zh dark-narrow"))
                .put("audit", true)
                .put("looks", true);
        ObjectNode everyone = person(people, "everyone", "", OTHERS, List.of("en light-wide"));
        ArrayNode links = everyone.put("audit", true).putArray("links");
        try (Connection admin = hub.openAsAdmin()) {
            for (int i = 0; i < LINKS; i++) {
                links.add(new ConsoleLinks(Handles.open(admin))
                        .issue(EVERYONE, Instant.now().plusSeconds(3_600))
                        .reveal());
            }
        }
        return spec;
    }

    private static ObjectNode person(
            ArrayNode people, String name, String guest, List<Step> steps, List<String> shots) {
        ObjectNode person = people.addObject();
        person.put("name", name);
        person.put("guest", guest);
        ArrayNode list = person.putArray("steps");
        for (Step step : steps) {
            list.addObject()
                    .put("path", step.path())
                    .put("follow", step.follow())
                    .put("shot", step.shot())
                    .put("key", KEYS.contains(step.shot()));
        }
        ArrayNode shown = person.putArray("shots");
        shots.forEach(shown::add);
        return person;
    }
}
