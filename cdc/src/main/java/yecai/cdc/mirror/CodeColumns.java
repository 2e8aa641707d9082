package yecai.cdc.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Identifier;

/**
 * Puts the group's codes into the rows of a mapping's view, in place of the ERP's: of companies always, of other kinds where the
 * source has any to look up ({@code hub.applied_kind}). A code that the source has not named before becomes the group's, or what
 * its rule says; a row that has no code of the group fails, and its document is parked.
 */
final class CodeColumns {
    /** Columns with a company's code, and the function that is asked for one that is not registered. */
    private static final Map<String, String> COMPANIES =
            Map.of("company", "hub.unknown_company", "counterparty_company", "hub.unknown_counterparty");

    // Subqueries, not joins: the planner stays free to evaluate the view for single documents, and its joins keep
    // their order. A source has few companies: all of them are read once for each statement, which takes a third of the
    // time of
    // a look-up for each row.
    private static final SqlTemplate COMPANY = SqlTemplate.of("""
            coalesce(
                (
                    select pg_catalog.jsonb_object_agg(g.source_company, g.company)
                    from hub.source_company as g
                    where g.source = {{source}}
                ) ->> e.{{column}},
                {{unknown}}({{source}}, e.{{column}})
            ) as {{column}}""");
    private static final SqlTemplate CODE = SqlTemplate.of("""
            coalesce(
                (
                    select g.code
                    from hub.applied_code as g
                    where g.source = {{source}}
                        and g.kind = {{kind}}
                        and g.source_code = e.{{column}}
                        and g.valid_from <= {{day}}
                        and g.valid_to > {{day}}
                ),
                {{otherwise}}
            )""");
    private static final SqlTemplate UNKNOWN =
            SqlTemplate.of("hub.unknown_code({{source}}, {{kind}}, e.{{column}}, {{day}})");

    private final String source;
    private final List<LookedUp> lookedUp;

    private CodeColumns(String source, List<LookedUp> lookedUp) {
        this.source = source;
        this.lookedUp = lookedUp;
    }

    /** A column whose codes are looked up, of which kind, and whether codes that are not mapped have a rule. */
    private record LookedUp(String column, String kind, boolean hasRule) {}

    /** Reads what the source looks up now. */
    static CodeColumns of(Connection hub, String source) throws SQLException {
        return new CodeColumns(
                source,
                Handles.with(
                        hub,
                        handle -> handle.createQuery("""
                                select c.name as column, k.kind,
                                    a.on_missing <> 'identity' or a.on_collision <> 'same' as has_rule
                                from hub.applied_kind as a
                                inner join hub.code_kind as k on k.kind = a.kind
                                cross join lateral unnest(k.code_columns) as c (name)
                                where a.source = :source
                                """)
                                .bind("source", source)
                                .map(ConstructorMapper.of(LookedUp.class))
                                .list()));
    }

    /**
     * Replaces the view by one with the same columns in the same order, in which codes are texts, and the ERP's own codes behind
     * them where they are other ones.
     */
    void unify(Connection hub, String schema, String view) throws SQLException {
        String name = Identifier.quote(schema, view);
        List<String> selected = new ArrayList<>();
        List<String> own = new ArrayList<>();
        String day = day(hub, name);
        for (ViewText.Column column : ViewText.columns(hub, name)) {
            // a company that is no text is refused when the view is laid beside its canonical table
            if (column.isText() && COMPANIES.containsKey(column.name())) {
                selected.add(company(column.name()));
                continue;
            }
            String plain = "e." + Identifier.quote(column.name());
            lookedUp.stream()
                    .filter(found -> column.isText() && found.column().equals(column.name()))
                    .findFirst()
                    .map(found -> code(found, day))
                    .ifPresentOrElse(
                            code -> {
                                selected.add(code + " as " + Identifier.quote(column.name()));
                                own.add("nullif(" + plain + ", " + code + ") as "
                                        + Identifier.quote("source_" + column.name()));
                            },
                            () -> selected.add(plain));
        }
        if (own.isEmpty() && selected.stream().allMatch(column -> column.startsWith("e."))) {
            return;
        }
        selected.addAll(own);
        ViewText.replace(hub, name, "select\n    " + String.join(",\n    ", selected));
    }

    private String company(String column) {
        return COMPANY.fill(SqlValues.NONE
                .literal("source", source)
                .sql("column", Identifier.quote(column))
                .sql("unknown", COMPANIES.get(column)));
    }

    private String code(LookedUp found, String day) {
        SqlValues values = SqlValues.NONE
                .literal("source", source)
                .literal("kind", found.kind())
                .sql("column", Identifier.quote(found.column()))
                .sql("day", day);
        String otherwise = found.hasRule() ? UNKNOWN.fill(values) : "e." + Identifier.quote(found.column());
        return CODE.fill(values.sql("otherwise", otherwise));
    }

    // the day of a row that decides which code it has
    private static String day(Connection hub, String view) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("select hub.code_day_sql(:view::regclass)")
                        .bind("view", view)
                        .mapTo(String.class)
                        .one());
    }
}
