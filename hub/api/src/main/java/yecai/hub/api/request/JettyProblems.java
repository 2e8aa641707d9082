package yecai.hub.api.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import yecai.hub.problem.ProblemCode;

/** Problems of requests that never reach the API, such as headers that are too large: no stack trace, no server name. */
public final class JettyProblems extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ProblemCode code = switch (status) {
            case 404 -> ProblemCode.PATH_NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.BODY_NOT_ALLOWED;
            case 414 -> ProblemCode.ADDRESS_TOO_LONG;
            case 431 -> ProblemCode.HEADERS_TOO_LARGE;
            case 503 -> ProblemCode.BUSY;
            case 505 -> ProblemCode.REQUEST_NOT_VALID;
            default -> status < 500 ? ProblemCode.REQUEST_NOT_VALID : ProblemCode.INTERNAL_ERROR;
        };
        String body = "{\"type\":\"urn:yecai:problem:" + code.slug() + "\",\"title\":\"" + code.title()
                + "\",\"status\":" + status + ",\"code\":\"" + code.slug() + "\"}";
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE));
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
