package yecai.cdc.code;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.script.SqlTemplate;
import yecai.cdc.script.SqlValues;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/**
 * Finds the keys that adopted changes of codes touch, and puts them into {@code hub.code_key}, batch by batch: the documents that
 * have a changed code, and those that are parked for it. All keys with the same document number are in one batch, so that no
 * reader sees one document with old and new codes.
 */
public final class CodePlan {
    /** Keys of a batch, unless one document has more. */
    private static final int BATCH = 500;

    private static final List<String> TEXT_TYPES = List.of("text", "varchar", "character varying");
    private static final List<String> NUMBERS = List.of("smallint", "integer", "bigint");

    private static final SqlTemplate KEYS = SqlTemplate.of("""
            select {{mapping}} as mapping, k.derive_key, {{document}} as document
            from canon.{{entity}} as e
            cross join lateral (
                {{keys}}
            ) as k (derive_key)
            where e.source = {{source}} and starts_with(e.entity_key, {{prefix}}) and ({{touched}})""");
    private static final SqlTemplate TOUCHED = SqlTemplate.of("""
            coalesce(e.{{own}}, e.{{column}}) in (
                select c.source_code
                from change as c
                where c.kind = {{kind}} and c.source_code is not null
            ) or (
                exists (select from change as c where c.kind = {{kind}} and c.source_code is null)
                and e.{{column}} is distinct from hub.wanted_code({{source}}, {{kind}}, coalesce(e.{{own}}, e.{{column}}), {{day}})
            )""");

    private record CodeColumn(String entity, String codeColumn, String kind, String day, boolean hasDocument) {}

    private CodePlan() {}

    /** Plans what waits; does not commit. Must begin after the changes were adopted. */
    public static void make(Connection hub, SourceSettings settings) throws SQLException {
        List<CodeColumn> columns = Handles.with(
                hub,
                handle -> handle.createQuery(Handles.sql(CodePlan.class, "columns"))
                        .bind("source", settings.source())
                        .map(ConstructorMapper.of(CodeColumn.class))
                        .list());
        List<String> parts = new ArrayList<>();
        for (Mapping mapping : settings.pack().mappings()) {
            List<CodeColumn> own = columns.stream()
                    .filter(column -> column.entity().equals(mapping.entity()))
                    .toList();
            if (!own.isEmpty()) {
                parts.add(keys(settings.source(), mapping, own));
            }
        }
        String sql = Handles.sql(CodePlan.class, "plan")
                .replace(
                        "{{keys}}",
                        parts.stream().map(part -> "union all\n" + part).collect(Collectors.joining("\n")));
        Handles.use(hub, handle -> {
            handle.execute("set local jit = off");
            handle.createUpdate(sql)
                    .bind("source", settings.source())
                    .bind("size", BATCH)
                    .execute();
        });
    }

    private static String keys(String source, Mapping mapping, List<CodeColumn> columns) {
        String touched = columns.stream()
                .map(column -> TOUCHED.fill(SqlValues.NONE
                        .literal("source", source)
                        .literal("kind", column.kind())
                        .sql("column", Identifier.quote(column.codeColumn()))
                        .sql("own", Identifier.quote("source_" + column.codeColumn()))
                        .sql("day", column.day())))
                .collect(Collectors.joining(" or "));
        return KEYS.fill(SqlValues.NONE
                .literal("source", source)
                .literal("mapping", mapping.name())
                .literal("prefix", mapping.prefix())
                .sql("entity", Identifier.quote(mapping.entity()))
                .sql(
                        "document",
                        columns.get(0).hasDocument() ? "coalesce(e.document_no, e.entity_key)" : "e.entity_key")
                .sql("keys", derived(mapping))
                .sql("touched", touched));
    }

    // A row's key is prefix, derive key and perhaps a colon and a detail. Where derive keys are texts, which may
    // contain
    // colons, it may be any of those that the row's key begins with; those that give nothing derive to nothing.
    private static String derived(Mapping mapping) {
        String rest = "substr(e.entity_key, " + (mapping.prefix().length() + 1) + ")";
        if (TEXT_TYPES.contains(mapping.keyType())) {
            return "select array_to_string((string_to_array(" + rest + ", ':'))[1\\:n.parts], ':')"
                    + " from generate_subscripts(string_to_array(" + rest + ", ':'), 1) as n (parts)";
        }
        String key = "split_part(" + rest + ", ':', 1)";
        // another mapping of the entity may have a longer prefix
        return "select " + key
                + (NUMBERS.contains(mapping.keyType()) ? " where " + key + " ~ " + SqlLiteral.of("^-?[0-9]+$") : "");
    }
}
