package yecai.hub.api.document;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
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
        info.put(
                "description", "Governed data of the hub, and its management. Nobody sees or does more than they may.");
        info.putObject("contact").put("name", "The operator of this hub").put("url", "https://localhost/");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ArrayNode tags = document.putArray("tags");
        tags.addObject().put("name", "data").put("description", "Data and their description.");
        tags.addObject()
                .put("name", "access")
                .put("description", "Who sees what and why, requests, logins, tokens, audit.");
        tags.addObject().put("name", "books").put("description", "What finance writes, under its scopes.");
        tags.addObject().put("name", "operations").put("description", "Sources, and what stands still.");
        tags.addObject().put("name", "events").put("description", "What happened, and where it is sent.");
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("basic");
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            ObjectNode path =
                    paths.has(route.path()) ? (ObjectNode) paths.get(route.path()) : paths.putObject(route.path());
            operation(path.putObject(route.method().name().toLowerCase(Locale.ROOT)), route);
        }
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
        operation.putArray("tags").add(route.tag());
        if (route.access() == Route.Access.EVERYBODY) {
            operation.putArray("security");
        }
        ArrayNode parameters = operation.putArray("parameters");
        route.parameters().stream()
                .filter(parameter -> parameter.place() != Route.Place.BODY)
                .forEach(parameter -> parameter(parameters.addObject(), parameter));
        if (route.method() == Route.Method.POST) {
            body(operation.putObject("requestBody"), route);
        }
        ObjectNode responses = operation.putObject("responses");
        ObjectNode good = responses.putObject("200");
        good.put("description", "The answer.");
        ObjectNode content = good.putObject("content");
        for (String mediaType : route.mediaTypes()) {
            content.putObject(mediaType.split(";", 2)[0]).putObject("schema");
        }
        if (route.access() != Route.Access.EVERYBODY) {
            responses
                    .putObject("304")
                    .put("description", "Not modified: the version named by If-None-Match is current.");
            for (ProblemCode code : ProblemCode.values()) {
                problemResponse(responses, code);
            }
        }
    }

    private static void parameter(ObjectNode json, Route.Parameter parameter) {
        json.put("name", parameter.name());
        json.put("in", parameter.place().name().toLowerCase(Locale.ROOT));
        json.put("required", parameter.isRequired());
        json.put("description", parameter.description());
        json.putObject("schema").put("type", parameter.type().json());
        if (!parameter.example().isEmpty()) {
            example(json, parameter);
        }
    }

    private static void example(ObjectNode json, Route.Parameter parameter) {
        switch (parameter.type()) {
            case NUMBER -> json.put("example", Long.parseLong(parameter.example()));
            case FLAG -> json.put("example", Boolean.parseBoolean(parameter.example()));
            case TEXT -> json.put("example", parameter.example());
            case TEXTS -> json.putArray("example").add(parameter.example());
        }
    }

    private static void body(ObjectNode json, Route route) {
        json.put("required", true);
        ObjectNode schema =
                json.putObject("content").putObject("application/json").putObject("schema");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (Route.Parameter parameter : route.parameters()) {
            if (parameter.place() == Route.Place.BODY) {
                ObjectNode property = properties.putObject(parameter.name());
                property.put("type", parameter.type().json());
                property.put("description", parameter.description());
                if (parameter.type() == Route.Type.TEXTS) {
                    property.putObject("items").put("type", "string");
                }
                if (parameter.isRequired()) {
                    required.add(parameter.name());
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
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
                .put(
                        "description",
                        "Any user name, and the token as password; for management, name and password of a login of the hub.");
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
