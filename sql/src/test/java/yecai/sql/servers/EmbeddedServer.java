package yecai.sql.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import yecai.sql.Waiting;
import yecai.sql.connection.FreePort;

/** A server from the binaries in the class path. */
record EmbeddedServer(EmbeddedPostgres postgres) implements TestServer {
    static EmbeddedServer start(Map<String, String> settings) {
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder().setPort(FreePort.find()).setPGStartupWait(Waiting.PATIENCE);
            settings.forEach(builder::setServerConfig);
            return new EmbeddedServer(builder.start());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return postgres.getPort();
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
