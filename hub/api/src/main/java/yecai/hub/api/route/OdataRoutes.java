package yecai.hub.api.route;

import java.util.List;
import java.util.function.Supplier;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.read.DatasetReader;
import yecai.hub.api.route.Route.Access;
import yecai.hub.api.route.Route.Parameter;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** The same datasets as an OData v4 service, for Excel, Power BI and Tableau. */
public final class OdataRoutes {
    /** Path of the service. */
    public static final String ROOT = "/odata/v4";

    private static final String METADATA = "/$metadata";

    private static final Parameter SET = Parameter.path(
            "set", "Entity set, or one entity of it: finance_receipt, finance_freshness('demo').", "finance_receipt");
    private static final Parameter ENTITY =
            Parameter.path("set", "An entity by its key: finance_freshness('demo').", "finance_freshness('t')");
    private static final Parameter PROPERTY = Parameter.path("property", "Its property.", "source");
    private static final Parameter FILTER = Parameter.query("$filter", "Conditions.", "amount gt 0");
    private static final Parameter FORMAT = Parameter.query("$format", "json or xml.", "json");

    private final OdataDocuments documents;
    private final OdataReads reads;

    /**
     * Makes the operations.
     *
     * @param origin what links begin with: scheme, host and port as clients reach them; empty for links that are relative to
     *     the address that the client asked, which is right behind every proxy
     */
    public OdataRoutes(CallerSessions sessions, DatasetReader reader, Supplier<String> origin) {
        Supplier<String> root = () -> origin.get() + ROOT;
        documents = new OdataDocuments(sessions, root);
        reads = new OdataReads(sessions, reader, root);
    }

    /** Refuses resources of OData's own that this service does not have, such as batches, whatever the method. */
    public static void requireOffered(String path) {
        String plain = path.replace("%24", "$");
        if (plain.startsWith(ROOT + "/$") && !plain.equals(ROOT + METADATA)) {
            throw new ProblemException(
                    ProblemCode.NOT_IMPLEMENTED,
                    "Of OData's own resources there is " + ROOT + METADATA
                            + " only; send each request by itself, and not in" + " a batch.");
        }
    }

    /** Lists the operations. */
    public List<Route> list() {
        return List.of(
                new Route(
                        ROOT,
                        "getServiceDocument",
                        "OData: get the service document",
                        "Lists the entity sets that you may read.",
                        Access.CALLERS,
                        List.of(),
                        List.of("application/json"),
                        documents::service),
                new Route(
                        ROOT + METADATA,
                        "getMetadata",
                        "OData: get the metadata",
                        "CSDL as XML, or as JSON with $format=json; with the data dictionary.",
                        Access.CALLERS,
                        List.of(FORMAT),
                        List.of("application/xml", "application/json"),
                        documents::metadata),
                new Route(
                        ROOT + "/{set}",
                        "readEntitySet",
                        "OData: read an entity set or an entity",
                        "In pages; follow @odata.nextLink.",
                        Access.CALLERS,
                        readParameters(),
                        List.of("application/json"),
                        reads::set),
                new Route(
                        ROOT + "/{set}/$count",
                        "countEntitySet",
                        "OData: count an entity set",
                        "The number of rows as text.",
                        Access.CALLERS,
                        List.of(SET, FILTER),
                        List.of("text/plain"),
                        reads::count),
                new Route(
                        ROOT + "/{set}/{property}",
                        "readProperty",
                        "OData: read a property of an entity",
                        "204 if it has no value.",
                        Access.CALLERS,
                        List.of(ENTITY, PROPERTY),
                        List.of("application/json"),
                        reads::property),
                new Route(
                        ROOT + "/{set}/{property}/$value",
                        "readPropertyValue",
                        "OData: read a property of an entity as text",
                        "204 if it has no value.",
                        Access.CALLERS,
                        List.of(ENTITY, PROPERTY),
                        List.of("text/plain"),
                        reads::value));
    }

    private static List<Parameter> readParameters() {
        return List.of(
                SET,
                FILTER,
                Parameter.query("$select", "Properties.", "company,amount"),
                Parameter.query("$orderby", "Properties, each with asc or desc.", "amount desc"),
                Parameter.query("$top", "The most rows to return.", "10"),
                Parameter.query("$skip", "Rows to skip.", "0"),
                Parameter.query("$count", "true to return the number of all rows as well.", "true"),
                Parameter.query("$apply", "filter, groupby and aggregate.", ""),
                Parameter.query("$skiptoken", "Made by the server, in @odata.nextLink.", ""),
                FORMAT);
    }
}
