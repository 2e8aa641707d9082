package yecai.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the build has packed, and processes that look at it. */
final class Release {
    static final String VERSION = System.getProperty("yecai.version");
    static final Path FOLDER = Path.of(System.getProperty("yecai.release"));
    static final Path OPS = Path.of("..").toAbsolutePath().normalize();

    private Release() {}

    static Path archive() {
        return FOLDER.resolve("yecai-" + VERSION + ".tar.gz");
    }

    static Path image() {
        return FOLDER.resolve("yecai-image-" + VERSION + ".tar");
    }

    static Path debianPackage() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no Debian package in " + FOLDER));
        }
    }

    /** A finished process. */
    record Ended(int exitCode, String said) {}

    static Ended run(Map<String, String> environment, Path folder, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    static Ended run(String... command) throws Exception {
        return run(Map.of(), FOLDER, List.of(command));
    }

    /** Runs what must succeed, and returns what it said. */
    static String output(String... command) throws Exception {
        Ended ended = run(command);
        if (ended.exitCode() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + ended.exitCode() + ": " + ended.said());
        }
        return ended.said();
    }

    static boolean isInstalled(String program) throws Exception {
        return run("sh", "-c", "command -v " + program).exitCode() == 0;
    }
}
