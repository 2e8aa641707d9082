package yecai.cdc.kills;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import yecai.cdc.Capture;
import yecai.cdc.CaptureDesk;
import yecai.cdc.ShopBed;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.CaptureTuning;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;

/** A capture, or a load, in a process of its own. */
public final class CaptureProcess {
    private CaptureProcess() {}

    /** Starts it; its output goes to the file. */
    public static Process start(SourceSettings settings, String command, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CaptureProcess.class.getName(),
                        command,
                        settings.source(),
                        settings.erp().url(),
                        settings.erp().user(),
                        settings.hub().url()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        SourceSettings settings = new SourceSettings(
                arguments[1],
                ShopBed.pack("shop"),
                new Server(arguments[2], arguments[3], ""),
                new Server(arguments[4], "yecai_capture", ""),
                "yecai_" + arguments[1],
                "yecai_" + arguments[1],
                new CaptureTuning(32 << 20, 2_000, 16 << 20, 200, 200, 20, 2));
        if (arguments[0].equals("load")) {
            new InitialLoad(settings).run(LoadProgress.SILENT);
            return;
        }
        try (Capture capture = arguments[0].equals("standby") ? Capture.standingBy(settings) : new Capture(settings)) {
            capture.start();
            if (arguments[0].equals("operations")) {
                CaptureDesk.open(settings, capture);
            }
            capture.ended().get(30, TimeUnit.MINUTES);
        }
    }
}
