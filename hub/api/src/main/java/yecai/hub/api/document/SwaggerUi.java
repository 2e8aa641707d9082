package yecai.hub.api.document;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

/** Swagger UI, which shows the description and lets people try it out with their token. */
public final class SwaggerUi {
    static final String PATH = "/docs";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES =
            Map.of("swagger-ui.css", "text/css", "swagger-ui-bundle.js", "text/javascript");
    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Yecai Hub</title>
        <link rel="stylesheet" href="/docs/swagger-ui.css">
        </head>
        <body>
        <div id="ui"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>
        </body>
        </html>
        """;
    private static final String START = "SwaggerUIBundle({url: '/openapi.json', dom_id: '#ui', validatorUrl: null});\n";

    private SwaggerUi() {}

    /** Adds the pages, which everybody may see. */
    public static void serve(JavalinConfig config) {
        String folder = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
        page(config, PATH, "text/html;charset=utf-8", PAGE);
        page(config, PATH + "/start.js", "text/javascript", START);
        FILES.forEach((file, mediaType) -> get(config, PATH + "/" + file, http -> {
            InputStream content = SwaggerUi.class.getResourceAsStream(folder + file);
            if (content == null) {
                throw new IllegalStateException(folder + file + " is not on the class path");
            }
            http.contentType(mediaType).result(content);
        }));
    }

    private static void page(JavalinConfig config, String path, String mediaType, String text) {
        get(config, path, http -> http.contentType(mediaType).result(text));
    }

    private static void get(JavalinConfig config, String path, java.util.function.Consumer<Context> handler) {
        config.routes.addEndpoint(new Endpoint(HandlerType.GET, path, http -> {
            http.header("Content-Security-Policy", POLICY);
            http.header("Cache-Control", "public, max-age=3600");
            handler.accept(http);
        }));
    }

    private static String version() {
        try (InputStream file =
                SwaggerUi.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException problem) {
            throw new IllegalStateException("Swagger UI is not on the class path", problem);
        }
    }
}
