package yecai.hub.cli.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.StopSignal;
import yecai.hub.cli.option.VerboseOption;

/** Runs a local trial server. */
@Command(
        name = "server",
        description = {
            "Runs a local PostgreSQL trial server until SIGTERM or Ctrl-C; its files stay in the data folder.",
            "It listens on localhost only and asks no local user for a password."
        },
        mixinStandardHelpOptions = true)
public final class ServerCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "Data folder, made if needed.")
    private Path data;

    @Option(names = "--port", paramLabel = "PORT", required = true, description = "Port to listen on.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LocalServer server = LocalServer.start(data.toAbsolutePath(), port);
        try (StopSignal signal = StopSignal.calling(server::close)) {
            spec.commandLine().getOut().println("ready: " + server.url() + ", user postgres");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
