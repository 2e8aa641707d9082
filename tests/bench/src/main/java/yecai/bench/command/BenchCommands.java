package yecai.bench.command;

import java.util.List;
import yecai.hub.cli.CommandProvider;
import yecai.hub.cli.ProvidedCommand;

/** {@code yecai bench}. */
public final class BenchCommands implements CommandProvider {
    @Override
    public List<ProvidedCommand> listCommands() {
        return List.of(new ProvidedCommand(200, new BenchCommand()));
    }
}
