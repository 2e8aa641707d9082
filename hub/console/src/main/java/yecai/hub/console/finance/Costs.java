package yecai.hub.console.finance;

import java.util.List;
import java.util.Optional;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.Picture;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;

/** What products cost: what it is made of, order by order, and why it is not what it should be. */
final class Costs {
    private static final String PATH = "/console/costs";
    private static final Parameter COMPANY =
            Parameter.listed("company", "", Question.of("hub/console/finance/shared/companies.sql"));
    private static final Parameter MONTH =
            Parameter.listed("month", "", Question.of("hub/console/finance/cost/months.sql"));
    private static final String CURRENCY = "functional_currency";
    private static final Link ORDER =
            Link.to(PATH + "/order").with("source", "source").with("entity_key", "entity_key");

    static final Report COMPOSITION = new Report(
            "costs",
            PATH,
            "costs",
            List.of(),
            List.of(MONTH, COMPANY, Parameter.text("material")),
            List.of(
                    QuerySection.of(
                                    "finance.cost_composition",
                                    "cost_composition",
                                    Question.of("hub/console/finance/cost/composition.sql"),
                                    Column.text("company"),
                                    Column.text("plant"),
                                    Column.text("material")
                                            .linked(Link.to(PATH)
                                                    .with("material", "material")
                                                    .keep("month")
                                                    .keep("company")),
                                    Column.text("material_name"),
                                    Column.text("month"),
                                    Column.count("orders"),
                                    Column.amount("total_cost", CURRENCY),
                                    Column.amount("material_cost", ""),
                                    Column.amount("labor_cost", ""),
                                    Column.amount("machine_cost", ""),
                                    Column.amount("overhead_cost", ""),
                                    Column.amount("subcontract_cost", ""),
                                    Column.text(CURRENCY).hidden(),
                                    Column.share("material_share"),
                                    Column.share("labor_share"),
                                    Column.share("machine_share"),
                                    Column.share("overhead_share"),
                                    Column.share("subcontract_share"))
                            .with(new Picture(
                                    List.of("company", "material", "month"),
                                    List.of(
                                            "material_cost",
                                            "labor_cost",
                                            "machine_cost",
                                            "overhead_cost",
                                            "subcontract_cost"),
                                    CURRENCY,
                                    "",
                                    false)),
                    QuerySection.of(
                            "finance.production_order_cost",
                            "cost_orders",
                            Question.of("hub/console/finance/cost/orders.sql"),
                            Column.text("company"),
                            Column.text("plant"),
                            Column.text("production_order").linked(ORDER),
                            Column.code("status", "status"),
                            Column.text("material"),
                            Column.text("material_name"),
                            Column.date("actual_end"),
                            Column.quantity("completed_quantity", "unit"),
                            Column.text("unit").hidden(),
                            Column.amount("total_cost", CURRENCY),
                            Column.quantity("unit_cost", CURRENCY),
                            Column.amount("standard_cost", CURRENCY),
                            Column.amount("variance", CURRENCY),
                            Column.amount("wip", CURRENCY),
                            Column.text(CURRENCY).hidden(),
                            Column.flag("is_estimate"),
                            Column.text("source").hidden(),
                            Column.text("entity_key").hidden())));

    static final Report VARIANCES = new Report(
            "variances",
            PATH + "/variances",
            "costs",
            List.of(COMPOSITION),
            List.of(MONTH, COMPANY, Parameter.text("material")),
            List.of(
                    QuerySection.of(
                                    "finance.cost_variance",
                                    "variances",
                                    Question.of("hub/console/finance/cost/variances.sql"),
                                    Column.code("component_kind", "element"),
                                    Column.count("components"),
                                    Column.amount("usage_variance", CURRENCY),
                                    Column.amount("price_variance", CURRENCY),
                                    Column.amount("efficiency_variance", CURRENCY),
                                    Column.amount("rate_variance", CURRENCY),
                                    Column.amount("other_variance", CURRENCY),
                                    Column.amount("total_variance", CURRENCY),
                                    Column.text(CURRENCY).hidden())
                            .with(new Picture(
                                    List.of("component_kind"), List.of("total_variance"), CURRENCY, "element", false)),
                    QuerySection.of(
                            "finance.cost_variance",
                            "variance_components",
                            Question.of("hub/console/finance/cost/variance_components.sql"),
                            Column.text("company"),
                            Column.text("production_order")
                                    .linked(Link.to(PATH + "/order")
                                            .with("source", "source")
                                            .with("entity_key", "production_order_key")),
                            Column.text("material"),
                            Column.code("component_kind", "element"),
                            Column.text("component"),
                            Column.date("completed_on"),
                            Column.amount("standard_amount", CURRENCY),
                            Column.amount("actual_amount", CURRENCY),
                            Column.amount("usage_variance", CURRENCY),
                            Column.amount("price_variance", CURRENCY),
                            Column.amount("total_variance", CURRENCY),
                            Column.text(CURRENCY).hidden(),
                            Column.text("source").hidden(),
                            Column.text("production_order_key").hidden())));

    static final Report ORDER_COST = new Report(
            "cost_order",
            PATH + "/order",
            "costs",
            List.of(COMPOSITION),
            List.of(Parameter.key("source"), Parameter.key("entity_key")),
            List.of(
                    QuerySection.of(
                            "finance.production_order_cost",
                            "order_cost",
                            Question.of("hub/console/finance/cost/order_cost.sql"),
                            Column.text("company"),
                            Column.text("plant"),
                            Column.text("production_order"),
                            Column.code("status", "status"),
                            Column.text("material"),
                            Column.text("material_name"),
                            Column.quantity("planned_quantity", "unit"),
                            Column.quantity("completed_quantity", "unit"),
                            Column.quantity("scrapped_quantity", "unit"),
                            Column.text("unit").hidden(),
                            Column.amount("total_cost", CURRENCY),
                            Column.quantity("unit_cost", CURRENCY),
                            Column.amount("wip", CURRENCY),
                            Column.amount("standard_cost", CURRENCY),
                            Column.amount("variance", CURRENCY),
                            Column.text(CURRENCY).hidden(),
                            Column.flag("is_estimate")),
                    new QuerySection(
                            "order_variances",
                            "finance.cost_variance",
                            true,
                            Question.of("hub/console/finance/cost/order_variances.sql"),
                            List.of(
                                    Column.code("component_kind", "element"),
                                    Column.text("component"),
                                    Column.text("cost_center"),
                                    Column.quantity("standard_quantity", "unit"),
                                    Column.quantity("actual_quantity", "unit"),
                                    Column.text("unit").hidden(),
                                    Column.amount("standard_amount", CURRENCY),
                                    Column.amount("actual_amount", CURRENCY),
                                    Column.amount("usage_variance", CURRENCY),
                                    Column.amount("price_variance", CURRENCY),
                                    Column.amount("efficiency_variance", CURRENCY),
                                    Column.amount("rate_variance", CURRENCY),
                                    Column.amount("other_variance", CURRENCY),
                                    Column.amount("total_variance", CURRENCY),
                                    Column.text(CURRENCY).hidden(),
                                    Column.flag("is_estimate")),
                            Optional.of(new Picture(
                                    List.of("component_kind", "component"),
                                    List.of("total_variance"),
                                    CURRENCY,
                                    "element",
                                    false))),
                    QuerySection.of(
                            "finance.cost_ledger",
                            "order_entries",
                            Question.of("hub/console/finance/cost/order_entries.sql"),
                            Column.date("posting_date"),
                            Column.code("element", "element"),
                            Column.code("entry_kind", "entry_kind"),
                            Column.text("document_no"),
                            Column.count("line_no"),
                            Column.text("cost_center"),
                            Column.text("material"),
                            Column.quantity("quantity", "unit"),
                            Column.text("unit").hidden(),
                            Column.amount("amount_functional", CURRENCY),
                            Column.text(CURRENCY).hidden(),
                            Column.text("source_tx"),
                            Column.moment("source_committed_at"),
                            Column.text("entity_key").hidden())));

    private Costs() {}
}
