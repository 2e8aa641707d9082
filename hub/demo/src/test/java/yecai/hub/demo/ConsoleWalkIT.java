package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.server.EmbeddedServers;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.PackLoader;

/**
 * Every page of the console in a real browser, as four people in both languages: no message of the browser's console, no failed
 * request, nothing that axe-core objects to, nothing wider than the screen. Screenshots are left below {@code target/console}.
 * Skipped where there is no Chromium, no Node.js, or npm cannot install playwright-core.
 */
final class ConsoleWalkIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("target/console").toAbsolutePath();
    private static final String EVERYONE = "demo_everyone";
    private static final int LINKS = 10;

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
            step("/console/codes?kind=every", "codes"),
            step("/console/me", "me"),
            step("/console/tour", "tour"),
            step("/console/sign-in", "sign-in"),
            step("/console/link?secret=x", ""));
    private static final List<Step> OTHERS =
            List.of(step("/console", "home"), step("/console/tour", "tour"), step("/console/sign-in", ""));

    @Test
    void everyPage_isFineInABrowser() throws Exception {
        assumeTrue(
                Boolean.getBoolean("yecai.console.walk"),
                "it takes minutes; ask for it with -Dyecai.console.walk=true");
        Optional<Path> chromium = find("chromium").or(() -> find("chromium-browser"));
        assumeTrue(chromium.isPresent(), "there is no chromium");
        assumeTrue(find("node").isPresent() && find("npm").isPresent(), "there is no Node.js with npm");
        Path modules = Files.createDirectories(FOLDER.resolve("modules"));
        Files.copy(
                Path.of("src/test/browser/package.json"),
                modules.resolve("package.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assumeTrue(
                run(modules, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts") == 0,
                "npm cannot install playwright-core and axe-core");
        try (EmbeddedServers servers = EmbeddedServers.start(0, false)) {
            DemoHub hub = DemoHub.create(servers.hub());
            DemoErp erp = DemoErp.create(servers.erp());
            try (Workload workload = erp.startBusiness(DemoOptions.defaults().withHistory(700))) {
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
                    JsonNode result = walk(hub, api, modules, chromium.get());
                    assertThat(texts(result.get("problems"))).isEmpty();
                    assertThat(result.get("pages").size()).isGreaterThan(2 * 2 * (FINANCE.size() + OTHERS.size()));
                    for (JsonNode page : result.get("pages")) {
                        assertThat(page.get("title").asText())
                                .as(page.toString())
                                .isNotBlank();
                    }
                    assertThat(workload.failure()).isEmpty();
                }
            }
        }
        try (Stream<Path> shots = Files.list(FOLDER.resolve("shots"))) {
            assertThat(shots).hasSizeGreaterThan(FINANCE.size());
        }
    }

    private static void addEveryone(DemoHub hub) throws SQLException {
        try (Connection admin = hub.openAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("select hub.add_principal('" + EVERYONE + "', 'person', '{reporting_reader}')");
            statement.execute("select hub.grant_scope('" + EVERYONE + "', 'company', '1000', null, 'everybody')");
        }
    }

    private static JsonNode walk(DemoHub hub, DemoApi api, Path modules, Path chromium) throws Exception {
        ObjectNode spec = JSON.createObjectNode();
        spec.put("url", api.url());
        spec.put("modules", modules.toString());
        spec.put("chromium", chromium.toString());
        spec.put("shots", FOLDER.resolve("shots").toString());
        ArrayNode people = spec.putArray("people");
        List<String> looks =
                List.of("en light-wide", "zh light-wide", "en dark-wide", "en light-narrow", "zh dark-narrow");
        person(people, "finance", "finance", FINANCE, looks);
        person(people, "company", "company", FINANCE, List.of("en light-wide"));
        person(people, "dba", "dba", OTHERS, List.of("en light-wide", "zh dark-narrow"));
        ObjectNode everyone = person(
                people,
                "everyone",
                "",
                List.of(step("/console", "home"), step("/console/me", "me"), step("/console/sign-in", "")),
                List.of("en light-wide"));
        ArrayNode links = everyone.putArray("links");
        try (Connection admin = hub.openAsAdmin()) {
            for (int i = 0; i < LINKS; i++) {
                links.add(new ConsoleLinks(Handles.open(admin))
                        .issue(EVERYONE, Instant.now().plusSeconds(3_600))
                        .reveal());
            }
        }
        Path specFile = FOLDER.resolve("spec.json");
        Path resultFile = FOLDER.resolve("result.json");
        Files.deleteIfExists(resultFile);
        Files.writeString(specFile, JSON.writeValueAsString(spec));
        int code = run(
                FOLDER,
                "node",
                Path.of("src/test/browser/walk.mjs").toAbsolutePath().toString(),
                specFile.toString(),
                resultFile.toString());
        assertThat(code).as("walk.mjs, see %s", FOLDER.resolve("output.txt")).isZero();
        return JSON.readTree(resultFile.toFile());
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
                    .put("shot", step.shot());
        }
        ArrayNode shown = person.putArray("shots");
        shots.forEach(shown::add);
        return person;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static int run(Path folder, String... command) throws Exception {
        File output = FOLDER.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
        if (!process.waitFor(Waiting.PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " does not end");
        }
        return process.exitValue();
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
