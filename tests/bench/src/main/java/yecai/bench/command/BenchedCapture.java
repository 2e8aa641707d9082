package yecai.bench.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import yecai.bench.memory.CaptureProcess;

/** The process in which {@code bench memory} lets a capture run. */
public final class BenchedCapture {
    private BenchedCapture() {}

    /** Takes its settings from standard input. */
    public static void main(String[] arguments) throws IOException {
        CaptureProcess.serve(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out, failure -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
    }
}
