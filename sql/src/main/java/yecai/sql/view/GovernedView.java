package yecai.sql.view;

import java.util.List;

/**
 * A view that shows each reader the rows of the reader's companies, made from one query over canonical tables.
 *
 * <p>The query is installed three times: as yecai_mart, whose row policies follow the reader's companies; as
 * yecai_mart_narrow, for readers who are narrowed to plants, cost centers or customer groups as well; and as
 * yecai_mart_all, whose policies show everything, under a condition that is checked once per statement and keeps that
 * branch from running unless the reader may see all companies. What readers get is the union behind a security barrier,
 * which hub.publish_view makes; RATIONALE.md has the measurements.
 *
 * @param schema schema of the published view
 * @param name name of the published view
 * @param inner name of the inner views in schema mart, before their endings
 * @param query the query over canonical tables
 */
record GovernedView(String schema, String name, String inner, String query) {
    private static final String SHARED = "shared";
    private static final List<String> BRANCHES = List.of("scoped", "all", "narrow");

    static GovernedView published(ViewFile file) {
        return new GovernedView(file.schema(), file.name(), file.schema() + "__" + file.name(), file.text());
    }

    static GovernedView ofTable(CanonicalTable table) {
        return new GovernedView("mart", table.name(), table.name(), table.query());
    }

    /** A part of other views' queries, which name it {@code shared.NAME}: one view for each branch, and nothing for readers. */
    static GovernedView shared(ViewFile file) {
        return new GovernedView(SHARED, file.name(), file.name(), file.text());
    }

    List<String> names() {
        if (schema.equals(SHARED)) {
            return BRANCHES.stream()
                    .map(ending -> "mart." + inner + "_" + ending)
                    .toList();
        }
        return List.of(
                "mart." + inner + "_scoped",
                "mart." + inner + "_all",
                "mart." + inner + "_narrow",
                schema + "." + name);
    }

    /** The statements that make the view; each sets its own role. Who may read it, hub.sync_datasets decides. */
    List<String> statements() {
        if (schema.equals(SHARED)) {
            return List.of(
                    part("yecai_mart", "scoped"), part("yecai_mart_all", "all"), part("yecai_mart_narrow", "narrow"));
        }
        return List.of(
                branch("yecai_mart", "scoped", "(select r.companies is not null from hub.reader_rights as r)"),
                branch("yecai_mart_all", "all", "(select r.all_companies from hub.reader_rights as r)"),
                branch("yecai_mart_narrow", "narrow", "(select r.narrowed from hub.reader_rights as r)"),
                "set local role yecai_mart; select hub.publish_view('" + schema + "', '" + name + "')");
    }

    private String branch(String owner, String ending, String condition) {
        String view = "mart." + inner + "_" + ending;
        return "set local role " + owner + "; create or replace view " + view + " as select * from (\n"
                + ViewQuery.ofBranch(query, ending)
                + "\n) as body where " + condition
                + (owner.equals("yecai_mart") ? "" : "; grant select on " + view + " to yecai_mart");
    }

    private String part(String owner, String ending) {
        return "set local role " + owner + "; create or replace view mart." + inner + "_" + ending + " as\n"
                + ViewQuery.ofBranch(query, ending);
    }
}
