package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release archive, unpacked into any folder, runs as it is. */
final class ArchiveIT {
    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("a folder with blanks"));
        Release.output("tar", "-xzf", Release.archive().toString(), "-C", unpacked.toString());
        home = unpacked.resolve("yecai-" + Release.VERSION);
    }

    @Test
    void archive_holdsTheProductAndItsDocuments_andNoDemoAndNoTests() throws Exception {
        assertThat(files().keySet())
                .contains(
                        "bin/yecai",
                        "lib/yecai-hub-cli.jar",
                        "lib/yecai-hub-api.jar",
                        "lib/yecai-cdc.jar",
                        "lib/yecai-sql.jar",
                        "share/man/man1/yecai.1",
                        "share/bash-completion/completions/yecai",
                        "share/systemd/yecai-capture.service",
                        "share/systemd/yecai-api.service",
                        "doc/LICENSE",
                        "doc/THIRD-PARTY.md",
                        "doc/README.zh-CN.md",
                        "doc/hub/CONFIGURATION.md",
                        "doc/ops/yecai.example.yml",
                        "doc/ops/runbooks/alerts.md",
                        "doc/ops/guides/first-hour.zh-CN.md",
                        "doc/ops/guides/views/receivables.md",
                        "doc/ops/monitoring/alerts.yml")
                .noneMatch(name -> name.contains("demo.jar") || name.contains("bench") || name.contains("junit"))
                .noneMatch(name -> name.contains("-tests.jar") || name.contains("assertj"));
        assertThat(Files.isExecutable(home.resolve("bin/yecai"))).isTrue();
        assertThat(Release.output("tar", "-tvzf", Release.archive().toString()))
                .doesNotContain("target/")
                .contains("yecai-" + Release.VERSION + "/bin/yecai");
    }

    @Test
    void launcher_runsTheJars_throughALink_andLeavesTheFolderAsItIs() throws Exception {
        Map<String, Long> before = files();
        Path link = Files.createSymbolicLink(folder.resolve("yecai"), home.resolve("bin/yecai"));

        // no Maven and no JDK's compiler on the path: what is not packed cannot be built
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : List.of("sh", "readlink", "dirname", "sed", "head")) {
            Files.createSymbolicLink(
                    programs.resolve(program),
                    Path.of(Release.output("sh", "-c", "command -v " + program).strip()));
        }
        Files.createSymbolicLink(programs.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        Release.Ended version = Release.run(
                Map.of("PATH", programs.toString(), "JAVA_HOME", ""), folder, List.of(link.toString(), "--version"));

        assertThat(version.said()).contains("yecai " + Release.VERSION, "Java ");
        assertThat(version.exitCode()).isZero();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void launcher_passesArgumentsOnAsTheyAre_andTheExitCodeBack() throws Exception {
        Release.Ended failed = start(
                Map.of(), "status", "--config", folder.resolve("not  there.yml").toString());

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.said()).contains("there is no configuration file", "not  there.yml");
        assertThat(start(Map.of("YECAI_JAVA_OPTIONS", "-Xmx64m -XshowSettings:vm"), "--version")
                        .said())
                .contains("Max. Heap Size: 64.00M");
    }

    @Test
    void launcher_namesAJavaThatIsNotThere_orTooOld() throws Exception {
        assertThat(start(Map.of("JAVA_HOME", folder.toString()), "help"))
                .isEqualTo(new Release.Ended(
                        2,
                        "yecai: JAVA_HOME is " + folder + ", but " + folder
                                + "/bin/java is no program: correct or unset JAVA_HOME\n"));
        Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        Release.Ended ended = start(Map.of("JAVA_HOME", folder.resolve("old").toString()), "help");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.said()).contains("is Java 11: Yecai Hub needs 17 or newer");
    }

    @Test
    void completion_isAScriptThatBashTakes_andOffersCommands() throws Exception {
        Path script = home.resolve("share/bash-completion/completions/yecai");

        assertThat(Release.output(
                                "bash",
                                "-c",
                                ". \"$1\"; COMP_WORDS=(yecai rec); COMP_CWORD=1; COMP_LINE='yecai rec'; COMP_POINT=9;"
                                        + " _complete_yecai; printf '%s\\n' \"${COMPREPLY[@]}\"",
                                "bash",
                                script.toString())
                        .lines())
                .contains("reconcile");
    }

    @Test
    void manual_isAPage_withoutAWarning() throws Exception {
        String page = home.resolve("share/man/man1/yecai.1").toString();
        assumeThat(Release.isInstalled("groff")).as("groff").isTrue();

        assertThat(Release.output("groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou", page))
                .contains("yecai reconcile", "--new-slot", "EXIT STATUS")
                .doesNotContain("warning:");
    }

    private static Release.Ended start(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/yecai").toString()));
        command.addAll(List.of(arguments));
        return Release.run(environment, folder, command);
    }

    private static Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (var all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(home.relativize(file).toString(), Files.size(file));
            }
        }
        return files;
    }
}
