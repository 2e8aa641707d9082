package yecai.hub.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.dataset.Language;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Turns failures into problem details (RFC 9457). What the database or Java said stays in the log. */
public final class Problems {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String DOCUMENTATION = "urn:yecai:problem:";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    /** Answers with the problem. */
    public static void answer(Exception failure, Context http) {
        RequestContext context = RequestContext.of(http);
        ProblemException problem = problem(failure, context);
        context.setProblem(problem.code());
        if (http.res().isCommitted()) {
            cutOff(context);
            return;
        }
        http.res().resetBuffer();
        http.status(problem.code().status());
        if (problem.retryAfterSeconds() > 0) {
            http.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        if (problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
            http.header("Allow", allowed(failure));
        }
        if (problem.code().status() == 401) {
            // One header each: common clients do not find the second challenge of one header.
            http.res().addHeader("WWW-Authenticate", "Basic realm=\"yecai\", charset=\"UTF-8\"");
            http.res().addHeader("WWW-Authenticate", "Bearer realm=\"yecai\"");
        }
        http.res().setHeader("ETag", null);
        Compression.forget(http);
        boolean isOdata = http.path().startsWith("/odata/");
        http.contentType(isOdata ? "application/json" : MEDIA_TYPE);
        http.header("Content-Language", context.language().tag());
        // As bytes: a text would be written in the character set that servlets take where the media type names none.
        http.result(body(problem, context, isOdata));
    }

    /** What the router says that the address has. */
    private static String allowed(Exception failure) {
        String methods = failure instanceof HttpResponseException http
                ? http.getDetails().getOrDefault("availableMethods", "")
                : "";
        return methods.isEmpty() ? "GET, HEAD" : methods;
    }

    private static ProblemException problem(Exception failure, RequestContext context) {
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
            LOG.debug("the client of {} is gone", context.correlation(), failure);
        } else {
            LOG.error("request {} failed", context.correlation(), failure);
        }
        return new ProblemException(ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", failure);
    }

    /** The client must not take a part for the whole: the connection is ended without the end of the body. */
    private static void cutOff(RequestContext context) {
        try {
            // Reset and not closed: to a client of HTTP/1.0 the end of the connection is the end of the answer.
            ClientConnection.of(context).abort();
            context.http().res().sendError(-1);
        } catch (IOException | IllegalStateException ended) {
            LOG.debug("the connection had ended", ended);
        }
    }

    private static byte[] body(ProblemException problem, RequestContext context, boolean isOdata) {
        ObjectNode json = JSON.createObjectNode();
        String title = ProblemWords.title(problem.code(), context.language());
        String detail = ProblemWords.detail(problem.getMessage(), context.language());
        if (isOdata) {
            ObjectNode error = json.putObject("error");
            error.put("code", problem.code().slug());
            error.put("message", title + (context.language() == Language.ZH ? "。" : ". ") + detail);
            error.put("target", context.correlation());
        } else {
            json.put("type", DOCUMENTATION + problem.code().slug());
            json.put("title", title);
            json.put("status", problem.code().status());
            json.put("detail", detail);
            json.put("code", problem.code().slug());
            json.put("correlationId", context.correlation());
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
