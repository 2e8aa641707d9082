package yecai.hub.console.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.api.request.Compression;
import yecai.hub.api.request.RequestContext;
import yecai.hub.console.visit.SignInNeeded;
import yecai.hub.console.visit.Visit;
import yecai.hub.console.visit.Visitors;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Makes pages of templates, and gives every answer the headers that keep it to this person and this site. */
public final class Pages {
    /** Answers a visit. */
    public interface Page {
        void answer(Visit visit) throws IOException;
    }

    /** A part of a page that takes a while. */
    public interface Part {
        String text();
    }

    /** No script, style or frame but the console's own, none in the page's text, and no form to elsewhere. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Visitors visitors;
    private final Navigation navigation;

    public Pages(Visitors visitors, Navigation navigation) {
        this.visitors = visitors;
        this.navigation = navigation;
    }

    /** A page that is read. */
    public Handler get(Page page) {
        return http -> answer(http, page);
    }

    /** What a form of the console does. */
    public Handler post(Page action) {
        return http -> answer(http, visit -> {
            visitors.requireOwnForm(visit);
            action.answer(visit);
        });
    }

    private void answer(Context http, Page page) throws IOException {
        headers(http);
        Visit visit = null;
        try {
            visit = visitors.of(http);
            page.answer(visit);
        } catch (SignInNeeded needed) {
            toSignIn(http, visit);
        } catch (ProblemException problem) {
            failed(http, visit, problem);
        } catch (IOException | RuntimeException unexpected) {
            if (http.res().isCommitted()) {
                LOG.debug("the visitor of {} is gone", RequestContext.of(http).correlation(), unexpected);
                return;
            }
            LOG.error("request {} failed", RequestContext.of(http).correlation(), unexpected);
            failed(
                    http,
                    visit,
                    new ProblemException(
                            ProblemCode.INTERNAL_ERROR, "Give the correlation id to the operator.", unexpected));
        }
    }

    /** What every answer of the console says to the browser. */
    public static void headers(Context http) {
        http.header("Content-Security-Policy", POLICY);
        http.header("Cache-Control", "no-store");
        http.header("Referrer-Policy", "no-referrer");
        http.header("X-Frame-Options", "DENY");
        http.header("Cross-Origin-Opener-Policy", "same-origin");
        http.header("Cross-Origin-Resource-Policy", "same-origin");
        http.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        http.header("Vary", "Cookie, Accept-Language, HX-Request");
    }

    private static void toSignIn(Context http, Visit visit) {
        String to = "/console/sign-in?to=" + URLEncoder.encode(visit.address(), StandardCharsets.UTF_8);
        if (visit.isPart()) {
            http.header("HX-Redirect", to);
            http.status(401).result("");
        } else {
            redirect(http, to);
        }
    }

    private void failed(Context http, Visit visit, ProblemException problem) {
        RequestContext.of(http).setProblem(problem.code());
        if (http.res().isCommitted()) {
            throw problem;
        }
        http.status(problem.code().status());
        if (problem.retryAfterSeconds() > 0) {
            http.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        if (visit == null) {
            http.contentType("text/plain; charset=utf-8").result(problem.code().title() + ". " + problem.getMessage());
            return;
        }
        String title = visit.words()
                .find("problem." + problem.code().slug())
                .orElse(problem.code().title());
        render(
                visit,
                "problem",
                frame(visit, title, List.of(), ""),
                Map.of(
                        "detail", problem.getMessage(),
                        "correlation", RequestContext.of(http).correlation()));
    }

    /** Sends the browser to another page of the console. */
    public static void redirect(Context http, String address) {
        http.status(303).header("Location", address).result("");
    }

    /** Makes what stands around a page. */
    public Frame frame(Visit visit, String title, List<Crumb> trail, String current) {
        return new Frame(visit, title, trail, navigation.items(visit, current));
    }

    /**
     * Answers with a page that is sent as far as it is known at once, and goes on with its figures.
     *
     * @param figures the template's content of this name
     */
    public void stream(Visit visit, String template, Frame frame, Map<String, Object> values, Part figures)
            throws IOException {
        String mediaType = "text/html; charset=utf-8";
        visit.http()
                .contentType(mediaType)
                .header("Content-Language", visit.words().tag());
        try (OutputStream out = Compression.live(
                        visit.http(), mediaType, visit.http().res().getOutputStream());
                Streamed output = new Streamed(out)) {
            Map<String, Object> all = with(frame, values);
            all.put("figures", (Content) within -> {
                output.flush();
                within.writeContent(figures.text());
            });
            templates.render(template + ".jte", all, output);
        }
    }

    /** The text of a part of a page. */
    public String text(String template, Map<String, Object> values) {
        StringOutput output = new StringOutput();
        templates.render(template + ".jte", values, output);
        return output.toString();
    }

    private static Map<String, Object> with(Frame frame, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("frame", frame);
        return all;
    }

    /** Answers with a page. */
    public void render(Visit visit, String template, Frame frame, Map<String, Object> values) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template + ".jte", with(frame, values), output);
        ByteArrayOutputStream body = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(body);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        visit.http()
                .contentType("text/html; charset=utf-8")
                .header("Content-Language", visit.words().tag())
                .result(body.toByteArray());
    }
}
