package yecai.hub.console.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/** Styles and scripts, which are the same for everybody and served by us alone. */
public final class Assets {
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/" + version() + "/dist/htmx.min.js";
    private static final String FOLDER = "/yecai/hub/console/page/";

    private record Asset(String mediaType, byte[] content) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "console.css", new Asset("text/css; charset=utf-8", read(FOLDER + "console.css")),
            "console.js", new Asset("text/javascript; charset=utf-8", read(FOLDER + "console.js")),
            "icon.svg", new Asset("image/svg+xml", read(FOLDER + "icon.svg")),
            "htmx.js", new Asset("text/javascript; charset=utf-8", read(HTMX)));

    /** Another one whenever a file is: addresses that hold it can be kept for good. */
    static final String EDITION = edition();

    private Assets() {}

    /** Adds the files below {@code /console/assets/EDITION/}. */
    public static void serve(JavalinConfig config) {
        ASSETS.forEach((name, asset) ->
                config.routes.addEndpoint(new Endpoint(HandlerType.GET, "/console/assets/{edition}/" + name, http -> {
                    Pages.headers(http);
                    http.header("Vary", "Accept-Encoding");
                    http.header("Cache-Control", "public, max-age=31536000, immutable");
                    http.contentType(asset.mediaType()).result(asset.content());
                })));
    }

    private static String edition() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ASSETS.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(asset -> digest.update(asset.getValue().content()));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this Java has no SHA-256", problem);
        }
    }

    private static byte[] read(String path) {
        try (InputStream stream = Assets.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException problem) {
            throw new IllegalStateException("cannot read " + path, problem);
        }
    }

    private static String version() {
        try (InputStream file =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException problem) {
            throw new IllegalStateException("htmx is not on the class path", problem);
        }
    }
}
