package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process writes to standard error, by YECAI_LOG. */
final class LogFormatTest {
    private record Ended(int exitCode, List<String> err) {}

    private static Ended start(String format, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                // and not the one of tests, which stands on their class path too
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "status",
                "--config",
                "/nowhere/\"yecai\"\n.yml"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("YECAI_LOG", format);
        Process process = builder.start();
        List<String> lines = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Ended(process.waitFor(), lines);
    }

    @Test
    void json_isOneObjectALine_alsoForAFailureAndItsStackTrace() throws Exception {
        for (List<String> options : List.of(List.<String>of(), List.of("--verbose"))) {
            Ended ended = start("json", options.toArray(String[]::new));

            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.err()).isNotEmpty();
            for (String line : ended.err()) {
                JsonNode entry = new ObjectMapper().readTree(line);
                assertThat(entry.path("level").asText()).isEqualTo("ERROR");
                assertThat(entry.path("timestamp").asLong()).isPositive();
                assertThat(entry.path("formattedMessage").asText())
                        .contains("there is no configuration file /nowhere/");
                assertThat(entry.path("throwable").isObject()).isEqualTo(!options.isEmpty());
            }
        }
    }

    @Test
    void text_isALineForPeople() throws Exception {
        assertThat(start("text").err().get(0)).startsWith("yecai: there is no configuration file /nowhere/");
    }

    @Test
    void anythingElse_isRefusedByName() throws Exception {
        Ended ended = start("xml");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).containsExactly("yecai: YECAI_LOG is 'xml': it must be text or json");
    }
}
