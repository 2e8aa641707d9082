package yecai.hub.api.document;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;

/** The page at {@code /}, which everybody may see: it leads to what is there. */
public final class FrontPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Yecai Hub</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}
        dt{margin-top:1rem}dd{margin:0}[lang=zh]{color:#555}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}
        a{color:#9cf}[lang=zh]{color:#aaa}}</style>
        </head>
        <body>
        <h1>Yecai Hub</h1>
        <p>Governed, read-only data of the group. Everything but the descriptions asks for a token (as password, with any user name).
        <br><span lang="zh">集团数据，受控且只读。除说明以外都需要令牌（作为密码，用户名任意）。</span></p>
        <dl>
        <dt><a href="/docs">/docs</a></dt>
        <dd>Every operation, to try out. <span lang="zh">所有接口的说明与试用。</span></dd>
        <dt><a href="/openapi.json">/openapi.json</a></dt>
        <dd>The same for programs (OpenAPI 3.1). <span lang="zh">供程序使用的接口描述。</span></dd>
        <dt><a href="/api/v1/datasets">/api/v1/datasets</a></dt>
        <dd>The datasets that you may read: JSON, CSV, Excel. <span lang="zh">您可以读取的数据集：JSON、CSV、Excel。</span></dd>
        <dt><a href="/api/v1/openapi.json">/api/v1/openapi.json</a></dt>
        <dd>The description with a row schema for each of them. <span lang="zh">包含各数据集行结构的接口描述。</span></dd>
        <dt><a href="/odata/v4/">/odata/v4/</a></dt>
        <dd>The same data for Excel and Power BI (OData 4.01). <span lang="zh">供 Excel、Power BI 使用的同一数据。</span></dd>
        </dl>
        </body>
        </html>
        """;

    private FrontPage() {}

    /** Adds the page. */
    public static void serve(JavalinConfig config) {
        config.routes.addEndpoint(new Endpoint(HandlerType.GET, "/", http -> {
            http.header("Content-Security-Policy", POLICY);
            http.header("Cache-Control", "public, max-age=3600");
            http.contentType("text/html;charset=utf-8").result(PAGE);
        }));
    }
}
