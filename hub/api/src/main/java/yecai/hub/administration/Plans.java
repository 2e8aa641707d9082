package yecai.hub.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.hub.access.AccessFile;
import yecai.hub.access.AccessPlan;
import yecai.hub.access.AccessText;
import yecai.hub.access.LiveAccess;
import yecai.hub.access.Preview;
import yecai.hub.access.audit.AuditChain;

/** Declared access against the live one, who sees how much, and whether the audit is whole. */
public final class Plans {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The live access, as a declaration. */
    public static final Deed LIVE =
            (hub, values) -> JSON.objectNode().put("access_yml", AccessText.of(LiveAccess.read(hub)));

    /** What differs between the declaration and the hub: the calls that would be made, and breaches of the lints. */
    public static final Deed PLAN = (hub, values) -> plan(plan(hub, values));

    /** Makes the calls, all or nothing; breaches that an administrator has to correct stay and are listed. */
    public static final Deed APPLY = (hub, values) -> {
        AccessPlan plan = plan(hub, values);
        plan.change(hub);
        return plan(plan);
    };

    /** How many rows of a dataset a principal sees, by company; audited. */
    public static final Deed PREVIEW = (hub, values) -> {
        ArrayNode companies = JSON.arrayNode();
        Preview.count(hub, values.text("principal"), values.text("dataset"))
                .forEach((company, rows) ->
                        companies.addObject().put("company", company).put("rows", rows));
        return JSON.objectNode().set("companies", companies);
    };

    /** Computes every hash of every audit chain again. */
    public static final Deed VERIFY = (hub, values) -> {
        ObjectNode answer = JSON.objectNode();
        List<String> missing = AuditChain.listMissing(hub);
        boolean isWhole = missing.isEmpty();
        ArrayNode chains = JSON.arrayNode();
        for (AuditChain chain : AuditChain.list(hub)) {
            ObjectNode one = chains.addObject();
            one.put("chain", "hub." + chain.table());
            AuditChain.Head head = chain.head(hub);
            one.put("number", head.number());
            one.put("hash", head.hash());
            String bad = chain.findFirstBad(hub).orElse(null);
            one.put("first_bad", bad);
            isWhole &= bad == null;
        }
        answer.put("is_whole", isWhole);
        answer.set("chains", chains);
        ArrayNode problems = answer.putArray("problems");
        missing.forEach(problems::add);
        return answer;
    };

    private Plans() {}

    private static AccessPlan plan(Handle hub, Values values) {
        return AccessPlan.of(AccessFile.parse("access_yml", values.text("access_yml")), hub);
    }

    private static JsonNode plan(AccessPlan plan) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode changes = answer.putArray("changes");
        plan.changes()
                .forEach(change -> changes.addObject()
                        .put("sql", change.sql())
                        .put("why", change.why())
                        .put("principal", change.principal()));
        ArrayNode breaches = answer.putArray("breaches");
        plan.breaches()
                .forEach(breach ->
                        breaches.addObject().put("text", breach.text()).put("remedy", breach.remedy()));
        answer.put("needs_administrator", plan.needsAdministrator());
        return answer;
    }
}
