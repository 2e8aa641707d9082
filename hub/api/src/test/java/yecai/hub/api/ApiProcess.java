package yecai.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import yecai.hub.event.EventSettings;
import yecai.hub.session.SessionSettings;

/** An API in a process of its own, to be killed. */
public final class ApiProcess {
    static final String KEY = "a key of thirty-two bytes or more";

    private ApiProcess() {}

    /** Starts it; its output goes to the file. */
    static Process start(String hubUrl, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ApiProcess.class.getName(),
                        hubUrl))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        EventSettings events =
                new EventSettings(Optional.of(new EventSettings.Key(KEY.getBytes(UTF_8))), List.of("127.0.0.0/8"));
        ApiServer.start(
                ApiSettings.local().withEvents(events).withoutAccessLog(),
                SessionSettings.of(arguments[0], "yecai_api", "").withConnections(2));
        new CountDownLatch(1).await();
    }
}
