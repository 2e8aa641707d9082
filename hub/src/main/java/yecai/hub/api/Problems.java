package yecai.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Turns failures into problem details (RFC 9457). What the database or Java said stays in the log. */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String DOCUMENTATION = "urn:yecai:problem:";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    static void answer(Exception failure, Context http) {
        Exchange exchange = Exchange.of(http);
        ProblemException problem = problem(failure, exchange);
        exchange.setProblem(problem.code());
        if (http.res().isCommitted()) {
            cutOff(http.res());
            return;
        }
        http.res().resetBuffer();
        http.status(problem.code().status());
        if (problem.retryAfterSeconds() > 0) {
            http.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        if (problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
            http.header("Allow", "GET, HEAD");
        }
        if (problem.code().status() == 401) {
            // One header each: common clients do not find the second challenge of one header.
            http.res().addHeader("WWW-Authenticate", "Basic realm=\"yecai\", charset=\"UTF-8\"");
            http.res().addHeader("WWW-Authenticate", "Bearer realm=\"yecai\"");
        }
        http.res().setHeader("ETag", null);
        boolean isOdata = http.path().startsWith("/odata/");
        http.contentType(isOdata ? "application/json" : MEDIA_TYPE);
        http.result(body(problem, exchange, isOdata));
    }

    private static ProblemException problem(Exception failure, Exchange exchange) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof HttpResponseException http) {
            ProblemCode code = switch (http.getStatus()) {
                case 404 -> ProblemCode.PATH_NOT_FOUND;
                case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
                case 413 -> ProblemCode.BODY_NOT_ALLOWED;
                default -> ProblemCode.REQUEST_NOT_VALID;
            };
            return new ProblemException(code, "GET /openapi.json describes every operation.", failure);
        }
        if (failure instanceof IOException) {
            LOG.debug("the client of {} is gone", exchange.correlation(), failure);
        } else {
            LOG.error("request {} failed", exchange.correlation(), failure);
        }
        return new ProblemException(ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", failure);
    }

    /** The client must not take a part for the whole: the connection is ended without the end of the body. */
    private static void cutOff(HttpServletResponse response) {
        try {
            response.sendError(-1);
        } catch (IOException | IllegalStateException ended) {
            LOG.debug("the connection had ended", ended);
        }
    }

    static String body(ProblemException problem, Exchange exchange, boolean isOdata) {
        ObjectNode json = JSON.createObjectNode();
        if (isOdata) {
            ObjectNode error = json.putObject("error");
            error.put("code", problem.code().slug());
            error.put("message", problem.code().title() + ". " + problem.getMessage());
            error.put("target", exchange.correlation());
        } else {
            json.put("type", DOCUMENTATION + problem.code().slug());
            json.put("title", problem.code().title());
            json.put("status", problem.code().status());
            json.put("detail", problem.getMessage());
            json.put("code", problem.code().slug());
            json.put("correlationId", exchange.correlation());
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
