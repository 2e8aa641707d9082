package yecai.hub.console.finance;

import java.util.List;
import yecai.hub.console.report.Parameter;
import yecai.hub.console.report.Picture;
import yecai.hub.console.report.QuerySection;
import yecai.hub.console.report.Question;
import yecai.hub.console.report.Report;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Link;

/** Whether the figures can be relied on: the ERP beside the hub, what is wrong in it, and codes that do not conform. */
final class Controls {

    static final Report CONTROL = new Report(
            "control",
            "/console/control",
            "control",
            List.of(),
            List.of(Parameter.choice("shown", "all", "differences"), Choices.COMPANY),
            List.of(QuerySection.of(
                    "finance.control_total",
                    "control_totals",
                    Question.of("hub/console/finance/control/control_totals.sql"),
                    Column.text("source"),
                    Column.text("company"),
                    Column.text("period"),
                    Column.code("kind", "control_total"),
                    Column.text("currency"),
                    Column.count("source_count"),
                    Column.amount("source_amount", ""),
                    Column.count("mapped_count"),
                    Column.amount("mapped", ""),
                    Column.amount("unmapped", ""),
                    Column.amount("parked", ""),
                    Column.amount("excluded", ""),
                    Column.amount("difference", ""),
                    Column.amount("mirror_difference", ""),
                    Column.moment("taken_at"))));

    static final Report QUALITY = new Report(
            "quality",
            "/console/quality",
            "quality",
            List.of(),
            List.of(Choices.COMPANY, Parameter.code("rule")),
            List.of(
                    QuerySection.of(
                                    "finance.data_quality",
                                    "quality_rules",
                                    Question.of("hub/console/finance/control/quality_rules.sql"),
                                    Column.code("severity", "severity"),
                                    Column.code("rule", "rule")
                                            .linked(Link.to("/console/quality")
                                                    .with("rule", "rule")
                                                    .with("company", "company")),
                                    Column.text("company"),
                                    Column.count("findings"))
                            .with(new Picture(List.of("company", "rule"), List.of("findings"), "", "rule", false)),
                    QuerySection.of(
                            "finance.data_quality",
                            "quality_findings",
                            Question.of("hub/console/finance/control/quality_findings.sql"),
                            Column.code("severity", "severity"),
                            Column.code("rule", "rule"),
                            Column.text("company"),
                            Column.code("entity", "entity"),
                            Column.text("document_no"),
                            Column.amount("amount", "currency"),
                            Column.text("currency").hidden(),
                            Column.text("detail"),
                            Column.text("source").hidden(),
                            Column.text("entity_key"))));

    static final Report CODES = new Report(
            "codes",
            "/console/codes",
            "codes",
            List.of(),
            List.of(
                    Parameter.choice(
                            "kind",
                            "customer",
                            "supplier",
                            "material",
                            "account",
                            "plant",
                            "payment_term",
                            "unit",
                            "currency",
                            "every"),
                    Parameter.choice("shown", "all", "differences")),
            List.of(
                    QuerySection.of(
                            "finance.code_conformance",
                            "code_kinds",
                            Question.of("hub/console/finance/control/code_kinds.sql"),
                            Column.code("kind", "kind"),
                            Column.code("state", "code_state"),
                            Column.count("codes"),
                            Column.count("uses"),
                            Column.count("parked_documents")),
                    QuerySection.of(
                                    "finance.code_conformance",
                                    "code_list",
                                    Question.of("hub/console/finance/control/code_list.sql"),
                                    Column.code("kind", "kind"),
                                    Column.text("source"),
                                    Column.text("company"),
                                    Column.text("source_code"),
                                    Column.text("code"),
                                    Column.text("name"),
                                    Column.code("state", "code_state"),
                                    Column.text("duplicate_of"),
                                    Column.code("duplicate_by", "duplicate_by"),
                                    Column.count("parked_documents"),
                                    Column.count("uses"),
                                    Column.amount("amount", "reporting_currency"),
                                    Column.text("reporting_currency").hidden(),
                                    Column.text("proposal"))
                            .forWriters(Column.action(
                                    "map_code",
                                    Link.to("/console/codes/map")
                                            .with("kind", "kind")
                                            .with("source", "source")
                                            .with("source_code", "source_code")))));

    private Controls() {}
}
