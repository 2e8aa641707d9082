package yecai.hub.api.document;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import yecai.hub.api.request.Problems;
import yecai.hub.api.route.Route;
import yecai.hub.problem.ProblemCode;

/** The OpenAPI 3.1 document, made from the routes that the server is made from. */
final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OpenApi() {}

    static ObjectNode document(List<Route> routes) {
        ObjectNode document = JSON.createObjectNode();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Yecai Hub");
        info.put("version", "1");
        info.put("description", "Governed, read-only data of the hub. Nobody sees more than their principal may.");
        info.putObject("contact").put("name", "The operator of this hub").put("url", "https://localhost/");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("tags").addObject().put("name", "data").put("description", "Data and their description.");
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("basic");
        ObjectNode paths = document.putObject("paths");
        routes.forEach(route -> operation(paths.putObject(route.path()).putObject("get"), route));
        ObjectNode components = document.putObject("components");
        schemes(components.putObject("securitySchemes"));
        ObjectNode schemas = components.putObject("schemas");
        problem(schemas.putObject("Problem"));
        return document;
    }

    private static void operation(ObjectNode operation, Route route) {
        operation.put("operationId", route.operation());
        operation.put("summary", route.summary());
        operation.put("description", route.description());
        operation.putArray("tags").add("data");
        if (route.access() == Route.Access.EVERYBODY) {
            operation.putArray("security");
        }
        ArrayNode parameters = operation.putArray("parameters");
        for (Route.Parameter parameter : route.parameters()) {
            ObjectNode json = parameters.addObject();
            json.put("name", parameter.name());
            json.put("in", parameter.isInPath() ? "path" : "query");
            json.put("required", parameter.isInPath());
            json.put("description", parameter.description());
            json.putObject("schema").put("type", "string");
            if (!parameter.example().isEmpty()) {
                json.put("example", parameter.example());
            }
        }
        ObjectNode responses = operation.putObject("responses");
        ObjectNode good = responses.putObject("200");
        good.put("description", "The answer.");
        ObjectNode content = good.putObject("content");
        for (String mediaType : route.mediaTypes()) {
            content.putObject(mediaType.split(";", 2)[0]).putObject("schema");
        }
        if (route.access() == Route.Access.CALLERS) {
            responses
                    .putObject("304")
                    .put("description", "Not modified: the version named by If-None-Match is current.");
            for (ProblemCode code : ProblemCode.values()) {
                problemResponse(responses, code);
            }
        }
    }

    /** One response a status; the codes that share it are named in its description. */
    private static void problemResponse(ObjectNode responses, ProblemCode code) {
        String status = Integer.toString(code.status());
        ObjectNode response = (ObjectNode) responses.get(status);
        if (response != null) {
            response.put("description", response.get("description").asText() + ", " + code.slug());
            return;
        }
        response = responses.putObject(status);
        response.put("description", code.slug());
        response.putObject("content")
                .putObject(Problems.MEDIA_TYPE)
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    private static void schemes(ObjectNode schemes) {
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A token of `yecai token create`, or a JWT of the identity provider.");
        schemes.putObject("basic")
                .put("type", "http")
                .put("scheme", "basic")
                .put("description", "Any user name, and the token as password.");
    }

    private static void problem(ObjectNode schema) {
        schema.put("type", "object");
        schema.put("description", "Problem details (RFC 9457).");
        ObjectNode properties = schema.putObject("properties");
        for (String name : List.of("type", "title", "detail", "code", "correlationId")) {
            properties.putObject(name).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        ArrayNode required = schema.putArray("required");
        List.of("type", "title", "status", "code").forEach(required::add);
        ArrayNode codes = ((ObjectNode) properties.get("code")).putArray("enum");
        for (ProblemCode code : ProblemCode.values()) {
            codes.add(code.slug());
        }
    }
}
