package yecai.sql.servers;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A class that is run again in the same process, because a test of it failed, gets new servers: on the old ones are the roles,
 * databases and slots that the first run left, under the names that the second uses.
 */
public final class NewServersForASecondRun implements BeforeAllCallback {
    private static final Set<String> RUN = ConcurrentHashMap.newKeySet();

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!RUN.add(context.getUniqueId())) {
            TestServers.forgetShared();
        }
    }
}
