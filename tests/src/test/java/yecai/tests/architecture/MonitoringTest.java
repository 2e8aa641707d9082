package yecai.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts fire when they should, and each has its page in both languages. That the figures exist is shown where they are served. */
class MonitoringTest {
    private static final Path MONITORING = SourceTree.root().resolve("ops/monitoring");
    private static final Path RUNBOOKS = SourceTree.root().resolve("ops/runbooks");

    @Test
    void everyAlert_hasItsPartOfThePage_inBothLanguages() throws Exception {
        String rules = Files.readString(MONITORING.resolve("alerts.yml"));
        List<String> alerts = found("(?m)^ +- alert: (\\w+)$", rules);
        assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(found("(?m)^ +runbook: ops/runbooks/alerts\\.md#(\\w+)$", rules))
                .isEqualTo(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
        for (String page : List.of("alerts.md", "alerts.zh-CN.md")) {
            assertThat(found("(?m)^## (\\w+)$", Files.readString(RUNBOOKS.resolve(page))))
                    .as(page)
                    .isEqualTo(alerts);
        }
        assertThat(found("(?m)^ +alertname: (\\w+)$", Files.readString(MONITORING.resolve("alerts.test.yml"))))
                .as("each alert has a case in which it fires and one in which it does not")
                .containsExactlyElementsOf(alerts.stream()
                        .flatMap(alert -> List.of(alert, alert).stream())
                        .toList());
    }

    @Test
    void alerts_fireInTheirCases_andInNoOther() throws Exception {
        assumeThat(isInstalled()).as("promtool, of the package prometheus").isTrue();
        Process test = new ProcessBuilder("promtool", "test", "rules", "alerts.test.yml")
                .directory(MONITORING.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(test.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(test.waitFor()).as(output).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("promtool", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
