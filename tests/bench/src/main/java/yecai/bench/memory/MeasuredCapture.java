package yecai.bench.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;

/**
 * A capture in a process of its own whose heap is bounded. It is asked, line by line, for the most heap that was in use since
 * the last time, and ends with its standard input.
 */
final class MeasuredCapture implements AutoCloseable {
    static final String READY = "ready";

    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final Writer questions;

    private MeasuredCapture(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it and waits until it captures. */
    static MeasuredCapture start(
            SourceSettings settings, Path packFolder, int heapMegabytes, String mainClass, Path log)
            throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        mainClass))
                .redirectError(log.toFile())
                .start();
        MeasuredCapture capture = new MeasuredCapture(process, log);
        Properties properties = new Properties();
        properties.setProperty("source", settings.source());
        properties.setProperty("pack", packFolder.toString());
        put(properties, "erp", settings.erp());
        put(properties, "hub", settings.hub());
        StringBuilder line = new StringBuilder();
        properties.forEach(
                (key, value) -> line.append(key).append('\t').append(value).append('\n'));
        capture.questions.write(line + "\n");
        capture.questions.flush();
        String answer;
        do {
            answer = capture.answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the capture did not start: " + Files.readString(log));
            }
        } while (!answer.equals(READY));
        return capture;
    }

    /** The most bytes of heap in use since the last time it was asked. */
    long peakHeap() throws IOException {
        questions.write("heap\n");
        questions.flush();
        String answer;
        do {
            answer = answers.readLine();
            requireAlive();
        } while (answer != null && !answer.startsWith("heap "));
        return Long.parseLong(answer.substring("heap ".length()));
    }

    /** The most bytes of memory that the process ever had, or 0 where the system does not say. */
    long peakResident() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the capture ended with " + process.exitValue() + ": " + Files.readString(log));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void put(Properties properties, String name, Server server) {
        properties.setProperty(name + ".url", server.url());
        properties.setProperty(name + ".user", server.user());
        properties.setProperty(name + ".password", server.password());
    }
}
