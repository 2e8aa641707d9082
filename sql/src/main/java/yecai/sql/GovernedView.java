package yecai.sql;

import java.util.List;
import java.util.Map;

/**
 * A view that shows each reader the rows of the reader's companies, made from one query over canonical tables.
 *
 * <p>The query is installed twice: as yecai_mart, whose row policies follow the reader's scopes, and as
 * yecai_mart_all, whose policies show everything, under a condition that is checked once per statement and keeps that
 * branch from running unless the reader may see all companies. What readers get is the union of both behind a security
 * barrier; RATIONALE.md has the measurements.
 *
 * @param schema schema of the published view
 * @param name name of the published view
 * @param inner name of the two inner views in schema mart, before their endings
 * @param query the query over canonical tables
 */
record GovernedView(String schema, String name, String inner, String query) {
    private static final Map<String, String> READER_OF = Map.of(
            "finance", "finance_reader",
            "production", "production_reader",
            "reporting", "reporting_reader");

    static GovernedView published(ViewFile file) {
        return new GovernedView(file.schema(), file.name(), file.schema() + "__" + file.name(), file.text());
    }

    static GovernedView ofTable(String table) {
        return new GovernedView("mart", table, table, "select * from canon." + table);
    }

    List<String> names() {
        return List.of("mart." + inner + "_scoped", "mart." + inner + "_all", schema + "." + name);
    }

    /** The statements that make the view; each sets its own role. */
    List<String> statements() {
        String grant = READER_OF.containsKey(schema)
                ? "; grant select on " + schema + "." + name + " to " + READER_OF.get(schema)
                : "";
        return List.of(
                "set local role yecai_mart; create or replace view mart." + inner + "_scoped as select * from (\n"
                        + query
                        + "\n) as body where (select exists (select from hub.reader_company))",
                "set local role yecai_mart_all; create or replace view mart." + inner + "_all as select * from (\n"
                        + query
                        + "\n) as body where (select a.granted from hub.reader_all_companies as a); grant select on mart."
                        + inner
                        + "_all to yecai_mart",
                "set local role yecai_mart; create or replace view " + schema + "." + name
                        + " with (security_barrier = true) as select * from mart." + inner
                        + "_scoped union all select * from mart." + inner + "_all" + grant);
    }
}
