package yecai.hub.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of JSON a request. It holds no query, since values in filters are business data, and no credential. */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("yecai.access");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock;

    public AccessLog(Clock clock) {
        this.clock = clock;
    }

    /** Writes the line of a request that has ended. */
    public void write(Context http, float millis) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        RequestContext context = RequestContext.of(http);
        ObjectNode line = JSON.createObjectNode();
        line.put("time", clock.instant().toString());
        line.put("correlationId", context.correlation());
        line.put("method", http.method().name());
        line.put("path", http.path());
        line.put("status", http.statusCode());
        line.put("millis", Math.round(millis * 10) / 10.0);
        line.put("rows", context.rows());
        line.put("address", context.address().isEmpty() ? http.req().getRemoteAddr() : context.address());
        context.findCaller()
                .ifPresent(caller -> line.put("principal", caller.principal()).put("credential", caller.credential()));
        context.findProblem().ifPresent(code -> line.put("problem", code.slug()));
        try {
            LOG.info(JSON.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
