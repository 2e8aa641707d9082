package yecai.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of JSON a request. It holds no query, since values in filters are business data, and no credential. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("yecai.access");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock;

    AccessLog(Clock clock) {
        this.clock = clock;
    }

    void write(Context http, float millis) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Exchange exchange = Exchange.of(http);
        ObjectNode line = JSON.createObjectNode();
        line.put("time", clock.instant().toString());
        line.put("correlationId", exchange.correlation());
        line.put("method", http.method().name());
        line.put("path", http.path());
        line.put("status", http.statusCode());
        line.put("millis", Math.round(millis * 10) / 10.0);
        line.put("rows", exchange.rows());
        line.put("address", http.req().getRemoteAddr());
        exchange.findCaller()
                .ifPresent(caller -> line.put("principal", caller.principal()).put("credential", caller.credential()));
        exchange.findProblem().ifPresent(code -> line.put("problem", code.slug()));
        try {
            LOG.info(JSON.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
