package yecai.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the introduction, run as they are there, each where its tool is. */
final class ReadmeExamplesIT {
    private static ApiBed bed;
    private static BigDecimal total;

    @TempDir
    private Path folder;

    @BeforeAll
    static void serve() throws Exception {
        bed = ApiBed.shared();
        total = new BigDecimal(bed.hub()
                .list("yecai_capture", "select sum(amount) from canon.receipt where source = 't'")
                .get(0));
    }

    @Test
    void curl_readsAndExports() throws Exception {
        assumeTool("curl", "--etag-save", "x", "--version");
        String output = run("bash", "curl.sh", "bash", "-eu");
        assertThat(output).contains("\"company\" : \"C1\"", "\"receipts\" : ").endsWith(ApiBed.RECEIPTS + 1 + "\n");
        assertThat(Files.readString(folder.resolve("datasets.json"))).contains("finance.receipt");
        assertThat(Files.exists(folder.resolve("unchanged.csv"))).as("304").isFalse();
    }

    @Test
    void python_readsLines() throws Exception {
        assumeTool("python3", "--version");
        String output = run("python", "receipts.py", "python3");
        assertThat(output).contains("as of t; as-of=", "for all companies");
        assertTotal(output);
    }

    @Test
    void javascript_followsPages() throws Exception {
        assumeTool("node", "-e", "fetch");
        assertThat(run("javascript", "receipts.mjs", "node")).isEqualTo("receipts " + ApiBed.RECEIPTS + "\n");
    }

    @Test
    void java_readsAsItComes() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertTotal(run("java", "Receipts.java", java.toString()));
    }

    private static void assertTotal(String output) {
        String last = output.strip().substring(output.strip().lastIndexOf('\n') + 1);
        assertThat(last).startsWith("total ");
        assertThat(new BigDecimal(last.substring(6))).isEqualByComparingTo(total);
    }

    private static void assumeTool(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            assumeTrue(process.waitFor() == 0, command[0] + " is too old");
        } catch (IOException notThere) {
            assumeTrue(false, command[0] + " is not installed");
        }
    }

    /** Runs the block of a language under a file name. */
    private String run(String language, String file, String... command) throws Exception {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../README.md")));
        assertThat(block.find()).as("a block of " + language).isTrue();
        Files.writeString(folder.resolve(file), block.group(1));
        List<String> arguments = new java.util.ArrayList<>(List.of(command));
        arguments.add(file);
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(folder.toFile());
        builder.environment().put("YECAI_URL", bed.server().url());
        builder.environment().put("YECAI_TOKEN", bed.all());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
