package yecai.hub.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import yecai.sql.Waiting;

/**
 * Chromium, led by scripts of this folder with playwright-core. A test that needs it is skipped, with the reason, where there is no
 * Chromium or no Node.js, or where npm cannot install what the scripts use.
 */
public final class Browser {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AT = "/yecai/hub/console/browser/";
    private static final List<String> SCRIPTS = List.of("browser.mjs", "walk.mjs", "decide.mjs", "texts.mjs");

    private final Path folder;
    private final Path modules;
    private final Path chromium;

    private Browser(Path folder, Path modules, Path chromium) {
        this.folder = folder;
        this.modules = modules;
        this.chromium = chromium;
    }

    /**
     * Returns the browser, or skips the test.
     *
     * @param name of a folder below {@code target/console}, for what the scripts take and leave
     */
    public static Browser require(String name) throws Exception {
        Optional<Path> chromium = find("chromium").or(() -> find("chromium-browser"));
        assumeTrue(chromium.isPresent(), "there is no chromium");
        assumeTrue(find("node").isPresent() && find("npm").isPresent(), "there is no Node.js with npm");
        Path all = Path.of("target/console").toAbsolutePath();
        Path folder = Files.createDirectories(all.resolve(name));
        for (String script : SCRIPTS) {
            copy(script, folder.resolve(script));
        }
        Path modules = installed(all.resolve("modules"));
        return new Browser(folder, modules, chromium.get());
    }

    /** One test at a time installs, whichever Java machine it runs in. */
    private static Path installed(Path modules) throws Exception {
        Files.createDirectories(modules);
        try (var lock = new java.io.RandomAccessFile(modules.resolve("lock").toFile(), "rw");
                var held = lock.getChannel().lock()) {
            assertThat(held.isValid()).isTrue();
            if (!Files.exists(modules.resolve("node_modules/axe-core/axe.min.js"))) {
                copy("package.json", modules.resolve("package.json"));
                assumeTrue(
                        run(
                                        modules,
                                        modules.resolve("npm.txt"),
                                        "npm",
                                        "install",
                                        "--no-audit",
                                        "--no-fund",
                                        "--no-package-lock",
                                        "--ignore-scripts",
                                        "--prefer-offline")
                                == 0,
                        "npm cannot install playwright-core and axe-core");
            }
        }
        return modules;
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream file = Browser.class.getResourceAsStream(AT + name)) {
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Returns where screenshots are. */
    public Path shots() {
        return folder.resolve("shots");
    }

    /** What every script takes. */
    public ObjectNode spec(String url) {
        return JSON.createObjectNode()
                .put("url", url)
                .put("modules", modules.toString())
                .put("chromium", chromium.toString())
                .put("shots", shots().toString());
    }

    /** Runs a script to its end and returns what it found; fails if it has found a problem. */
    public JsonNode run(String script, ObjectNode spec) throws Exception {
        Path specFile = folder.resolve("spec.json");
        Path resultFile = folder.resolve("result.json");
        Path output = folder.resolve("output.txt");
        Files.deleteIfExists(resultFile);
        Files.writeString(specFile, JSON.writeValueAsString(spec));
        int code = run(
                folder, output, "node", folder.resolve(script).toString(), specFile.toString(), resultFile.toString());
        assertThat(code).as("%s, see %s", script, output).isZero();
        JsonNode result = JSON.readTree(resultFile.toFile());
        List<String> problems = new ArrayList<>();
        result.get("problems").forEach(problem -> problems.add(problem.asText()));
        assertThat(problems).as(script).isEmpty();
        return result;
    }

    private static int run(Path folder, Path output, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
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
