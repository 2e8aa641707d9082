package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script in the root says when there is no Java to run. */
final class LauncherIT {
    private static final Path SCRIPT = Path.of("../../yecai").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void script_namesAJavaHomeThatHoldsNoJava() throws Exception {
        assertThat(start(SCRIPT, folder)).startsWith("2 yecai: JAVA_HOME is " + folder + ", but ");
    }

    @Test
    void script_namesAJavaThatIsTooOld() throws Exception {
        assertThat(start(SCRIPT, home("openjdk version \"11.0.2\" 2019-01-15")))
                .contains("is Java 11: Yecai Hub needs 17 or newer");
        assertThat(start(SCRIPT, home("java version \"1.8.0_392\"")))
                .startsWith("2 ")
                .contains("is Java 1:");
    }

    @Test
    void script_worksThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), SCRIPT);

        String said = start(link, folder);

        Files.delete(link);
        assertThat(said).startsWith("2 yecai: JAVA_HOME is");
    }

    private Path home(String version) throws IOException {
        Path home = Files.createTempDirectory(folder, "java");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /** Returns the exit code and what was said. */
    private String start(Path script, Path javaHome) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--version")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }
}
