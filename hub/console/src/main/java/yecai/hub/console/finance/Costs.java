package yecai.hub.console.finance;

import static yecai.hub.console.finance.Columns.FUNCTIONAL;
import static yecai.hub.console.finance.Columns.FUNCTIONAL_CURRENCY;
import static yecai.hub.console.finance.Columns.functional;

import java.util.List;
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
    private static final Link ORDER =
            Link.to(PATH + "/order").with("source", "source").with("entity_key", "entity_key");

    private static final Column[] VARIANCE_COLUMNS = {
        functional("usage_variance"),
        functional("price_variance"),
        functional("efficiency_variance"),
        functional("rate_variance"),
        functional("other_variance"),
        functional("total_variance"),
        FUNCTIONAL_CURRENCY
    };

    static final Report COMPOSITION = new Report(
            "costs",
            PATH,
            "costs",
            List.of(),
            List.of(Choices.MONTH, Choices.COMPANY, Parameter.text("material")),
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
                                    functional("total_cost"),
                                    Column.amount("material_cost", ""),
                                    Column.amount("labor_cost", ""),
                                    Column.amount("machine_cost", ""),
                                    Column.amount("overhead_cost", ""),
                                    Column.amount("subcontract_cost", ""),
                                    FUNCTIONAL_CURRENCY,
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
                                    FUNCTIONAL,
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
                            functional("total_cost"),
                            Column.quantity("unit_cost", FUNCTIONAL),
                            functional("standard_cost"),
                            functional("variance"),
                            functional("wip"),
                            FUNCTIONAL_CURRENCY,
                            Column.flag("is_estimate"),
                            Column.text("source").hidden(),
                            Column.text("entity_key").hidden())));

    static final Report VARIANCES = new Report(
            "variances",
            PATH + "/variances",
            "costs",
            List.of(COMPOSITION),
            List.of(Choices.MONTH, Choices.COMPANY, Parameter.text("material")),
            List.of(
                    QuerySection.of(
                                    "finance.cost_variance",
                                    "variances",
                                    Question.of("hub/console/finance/cost/variances.sql"),
                                    Columns.of(
                                            new Column[] {
                                                Column.code("component_kind", "element"), Column.count("components")
                                            },
                                            VARIANCE_COLUMNS))
                            .with(new Picture(
                                    List.of("component_kind"),
                                    List.of("total_variance"),
                                    FUNCTIONAL,
                                    "element",
                                    false)),
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
                            functional("standard_amount"),
                            functional("actual_amount"),
                            functional("usage_variance"),
                            functional("price_variance"),
                            functional("total_variance"),
                            FUNCTIONAL_CURRENCY,
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
                            functional("total_cost"),
                            Column.quantity("unit_cost", FUNCTIONAL),
                            functional("wip"),
                            functional("standard_cost"),
                            functional("variance"),
                            FUNCTIONAL_CURRENCY,
                            Column.flag("is_estimate")),
                    QuerySection.of(
                                    "finance.cost_variance",
                                    "order_variances",
                                    Question.of("hub/console/finance/cost/order_variances.sql"),
                                    Columns.of(
                                            new Column[] {
                                                Column.code("component_kind", "element"),
                                                Column.text("component"),
                                                Column.text("cost_center"),
                                                Column.quantity("standard_quantity", "unit"),
                                                Column.quantity("actual_quantity", "unit"),
                                                Column.text("unit").hidden(),
                                                functional("standard_amount"),
                                                functional("actual_amount")
                                            },
                                            Columns.of(VARIANCE_COLUMNS, Column.flag("is_estimate"))))
                            .with(new Picture(
                                    List.of("component_kind", "component"),
                                    List.of("total_variance"),
                                    FUNCTIONAL,
                                    "element",
                                    false)),
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
                            functional("amount_functional"),
                            FUNCTIONAL_CURRENCY,
                            Column.text("source_tx"),
                            Column.moment("source_committed_at"),
                            Column.text("entity_key").hidden())));

    private Costs() {}
}
