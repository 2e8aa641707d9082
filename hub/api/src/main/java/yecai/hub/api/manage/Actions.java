package yecai.hub.api.manage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every operation of management. */
public final class Actions {
    private final List<Action> all = new ArrayList<>();

    /** @param keys of which the keys of webhooks are made; empty where the configuration has none */
    public Actions(Optional<byte[]> keys) {
        all.addAll(AccessActions.list());
        all.addAll(GrantActions.list());
        all.addAll(OperationActions.list());
        all.addAll(BookActions.list());
        all.addAll(WebhookActions.list(keys));
    }

    /** Lists them. */
    public List<Action> list() {
        return List.copyOf(all);
    }

    /** Returns the one of this name. */
    public Action get(String operation) {
        return all.stream()
                .filter(action -> action.operation().equals(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation " + operation));
    }
}
