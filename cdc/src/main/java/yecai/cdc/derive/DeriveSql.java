package yecai.cdc.derive;

import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.Mapping;

/**
 * The statements that keep a mapping's canonical rows equal to its view.
 *
 * @param incremental recomputes what pg_temp._touched names
 * @param areNew tells whether nothing is there of what pg_temp._touched names, nor can be details of it
 * @param insertNew does what {@code incremental} does where {@code areNew} is true; fails if there are details after all
 * @param ofKeys does what {@code incremental} does for keys and transaction ordinals that are its parameters
 * @param full inserts all rows; answers with true if none of them can be a detail
 * @param hasNoDetails tells whether no row is a detail, also where keys contain colons
 * @param notePlain notes that the mapping has no details
 * @param keys gives all derive keys
 * @param owned whose a canonical row is
 */
record DeriveSql(
        String incremental,
        String areNew,
        String insertNew,
        String ofKeys,
        String full,
        String hasNoDetails,
        String notePlain,
        String keys,
        OwnedSql owned) {
    private static final String LINEAGE = "source_tx, source_committed_at, applied_at";

    /**
     * @param columns the canonical columns that the mapping's view gives, {@code entity_key} first
     */
    static DeriveSql of(String source, String mapSchema, Mapping mapping, int ordinal, List<String> columns) {
        String view = Identifier.quote(mapSchema, mapping.name());
        String canon = Identifier.quote("canon", mapping.entity());
        String touched = "select t.key::" + mapping.keyType()
                + " as derive_key, max(t.ord) as ord from pg_temp._touched as t where t.mapping = " + ordinal
                + " group by 1";
        String given = "select u.key::" + mapping.keyType()
                + " as derive_key, max(u.ord) as ord from unnest(?::text[], ?::integer[]) as u(key, ord) group by 1";
        String withTouched = "with touched as materialized (" + withTransaction(touched) + ")";
        String merge = merge(source, view, canon, mapping, columns);
        return new DeriveSql(
                withTouched + ", " + merge,
                "select exists (" + OwnedSql.plain(source, mapping) + ") and not exists (select from " + canon
                        + " as e where e.source = " + Identifier.literal(source)
                        + " and e.entity_key = any(array(select " + Identifier.literal(mapping.prefix())
                        + " || t.derive_key::text from (" + touched + ") as t)))",
                withTouched + " " + insertNew(source, view, canon, mapping, columns),
                "with touched as materialized (" + withTransaction(given) + "), " + merge,
                "with made as (insert into " + canon + " (source, " + names(columns, "") + ") select "
                        + Identifier.literal(source)
                        + ", case when " + OwnedSql.fits("m.", mapping.prefix()) + " then m.entity_key end"
                        + columns.stream()
                                .filter(name -> !name.equals("entity_key"))
                                .map(name -> ", m." + Identifier.quote(name))
                                .collect(Collectors.joining())
                        + " from " + view + " as m returning strpos(substr(entity_key, "
                        + (mapping.prefix().length() + 1)
                        + "), ':') = 0 as plain) select coalesce(bool_and(made.plain), true) from made",
                "select not exists (select from " + view + " as m where m.entity_key <> "
                        + Identifier.literal(mapping.prefix()) + " || m.derive_key::text)",
                "insert into hub.plain_mapping (source, mapping) values (" + OwnedSql.named(source, mapping) + ")",
                "select distinct derive_key::text from " + view,
                OwnedSql.of(source, view, canon, mapping));
    }

    private static String withTransaction(String keys) {
        return "select k.derive_key, b.txid, b.committed_at from (" + keys
                + ") as k left join pg_temp._batch_tx as b on b.ord = k.ord";
    }

    // The source's lock makes this the only writer of these rows, so a plain insert does. To check for conflicts as
    // well took a third of the time of inserting.
    //
    // What is there is found by one scan with an array of keys, which takes a quarter of the time of a look-up for each
    // key. The planner knows neither how many rows the view gives nor how many are there, and may believe the canonical
    // table to be as small as it was when it was last analyzed: a full join cannot become a comparison of each with
    // each.
    private static String merge(String source, String view, String canon, Mapping mapping, List<String> columns) {
        List<String> changing =
                columns.stream().filter(name -> !name.equals("entity_key")).toList();
        String key = Identifier.literal(mapping.prefix()) + " || ";
        String isDetail = "f.entity_key <> " + key + "f.derive_key::text";
        return "fresh as materialized (select " + names(columns, "m.") + ", m.derive_key from " + view
                + " as m where m.derive_key = any(array(select t.derive_key from touched as t))), "
                + "existing as (select e.ctid as row_id, e.entity_key from " + canon + " as e where e.source = "
                + Identifier.literal(source) + " and e.entity_key = any(array(select " + key
                + "t.derive_key::text from touched as t union all select f.entity_key from fresh as f where "
                + isDetail + "))), "
                + "merged as materialized (select e.row_id, e.entity_key as there, f.derive_key, "
                + names(columns, "f.")
                + ", f.txid, f.committed_at from (select f.*, t.txid, t.committed_at from fresh as f"
                + " inner join touched as t on t.derive_key = f.derive_key) as f"
                + " full join existing as e on e.entity_key = f.entity_key), "
                + "lost as materialized (select g.row_id, g.there as entity_key, null::" + mapping.keyType()
                + " as derive_key from merged as g where g.derive_key is null union all "
                + goneDetails(source, canon, mapping) + "), "
                + "gone as (delete from " + canon + " as c using lost as g where c.ctid = g.row_id"
                + (OwnedSql.mayContainColons(mapping) ? " and " + OwnedSql.isNotOthers(source, view, mapping) : "")
                + "), "
                + "kept as (update " + canon + " as c set "
                + changing.stream()
                        .map(Identifier::quote)
                        .map(name -> name + " = f." + name)
                        .collect(Collectors.joining(", "))
                + ", source_tx = f.txid, source_committed_at = f.committed_at, applied_at = transaction_timestamp()"
                + " from merged as f where f.derive_key is not null and f.row_id is not null and c.ctid = f.row_id and ("
                + names(changing, "c.") + ") is distinct from (" + names(changing, "f.") + ")), "
                + "not_plain as (delete from hub.plain_mapping as p where (p.source, p.mapping) = ("
                + OwnedSql.named(source, mapping) + ") and exists (select from fresh as f where " + isDetail + ")) "
                + "insert into " + canon + " (source, " + names(columns, "") + ", " + LINEAGE + ") select "
                + Identifier.literal(source) + ", " + names(columns, "f.")
                + ", f.txid, f.committed_at, transaction_timestamp() from merged as f where f.row_id is null";
    }

    // The details that the touched keys own and the view no longer gives. "offset 0" keeps the planner from joining the
    // whole table with each key; "not in" makes a hash table where "not exists" may compare each with each.
    private static String goneDetails(String source, String canon, Mapping mapping) {
        String key = Identifier.literal(mapping.prefix()) + " || t.derive_key::text";
        return "select e.row_id, e.entity_key, t.derive_key from touched as t cross join lateral (select e.ctid as row_id, e.entity_key from "
                + canon + " as e where e.source = " + Identifier.literal(source) + " and " + OwnedSql.details(key)
                + " offset 0) as e where e.entity_key not in (select f.entity_key from fresh as f where f.entity_key is"
                + " not null) and " + OwnedSql.givesDetails(source, mapping);
    }

    // Nothing is kept in memory or in temporary files on the way. A detail, which would have to be noted, becomes null,
    // and so an error; the keys are then derived as usual. The join is a full one for the same reason as in merge, and
    // the planner cannot make another of it, since it does not see through the condition.
    private static String insertNew(String source, String view, String canon, Mapping mapping, List<String> columns) {
        List<String> others =
                columns.stream().filter(name -> !name.equals("entity_key")).toList();
        return "insert into " + canon + " (source, entity_key, " + names(others, "") + ", " + LINEAGE + ") select "
                + Identifier.literal(source) + ", case when m.entity_key = " + Identifier.literal(mapping.prefix())
                + " || m.derive_key::text then m.entity_key end, " + names(others, "m.")
                + ", t.txid, t.committed_at, transaction_timestamp() from (select " + names(columns, "m.")
                + ", m.derive_key from " + view
                + " as m where m.derive_key = any(array(select t.derive_key from touched as t))) as m"
                + " full join touched as t on t.derive_key = m.derive_key where (m.derive_key is not null) is not false";
    }

    private static String names(List<String> columns, String prefix) {
        return columns.stream().map(name -> prefix + Identifier.quote(name)).collect(Collectors.joining(", "));
    }
}
