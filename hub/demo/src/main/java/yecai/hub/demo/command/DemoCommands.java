package yecai.hub.demo.command;

import java.util.List;
import yecai.hub.cli.CommandProvider;
import yecai.hub.cli.ProvidedCommand;

/** {@code yecai demo} and {@code yecai prove}. */
public final class DemoCommands implements CommandProvider {
    @Override
    public List<ProvidedCommand> listCommands() {
        return List.of(new ProvidedCommand(100, new DemoCommand()), new ProvidedCommand(300, new ProveCommand()));
    }
}
