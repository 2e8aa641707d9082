package yecai.sql.cost;

import java.util.SplittableRandom;

/** Changes, drawn by chance, of everything that an order's variances and flows are made of, in two sources and two companies. */
final class RandomCosting {
    private static final int ORDERS = 24;

    private final SplittableRandom random;
    private int number;

    RandomCosting(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Masters, standards, rates and orders of both sources. */
    static String start() {
        return """
                insert into canon.material (source, entity_key, material, base_unit)
                select s, 'M' || n, 'M' || n, 'EA' from unnest(array['s', 't']) as s cross join generate_series(1, 6) as n;
                insert into canon.unit_of_measure (source, entity_key, unit, category, factor)
                select s, u, u, 'count', f from unnest(array['s', 't']) as s
                cross join (values ('EA', 1), ('DZ', 12), ('BX', 7)) as x (u, f);
                insert into canon.currency (source, entity_key, currency, decimals) values ('s', 'CNY', 'CNY', 2), ('t', 'CNY', 'CNY', 2);
                insert into canon.standard_cost (source, entity_key, company, plant, material, component_no, component_kind, component, cost_center,
                    basis, quantity_per, unit, price, version, valid_from, valid_to, standard_basis)
                select s, 'M' || n || '/' || y || '/' || l.line, 'C' || 1 + n % 2, 'P' || 1 + n % 2, 'M' || n, l.line, l.kind,
                    case when l.kind = 'material' then 'M' || 1 + (n + l.line) % 6 end, case when l.kind <> 'material' then 'K1' end, l.basis,
                    l.line + 0.5, case when l.kind = 'material' then 'EA' when l.kind <> 'overhead' then 'H' end, l.line * 1.37 + y - 2024, y || '',
                    make_date(y, 1, 1), make_date(y, 12, 31), 'standard'
                from unnest(array['s', 't']) as s cross join generate_series(1, 6) as n cross join generate_series(2024, 2025) as y
                cross join (values (1, 'material', null), (2, 'material', null), (3, 'labor', null), (4, 'overhead', 'labor_cost')) as l (line, kind, basis);
                insert into canon.cost_rate (source, entity_key, company, cost_center, rate_kind, rate, valid_from)
                select s, c || k, c, 'K2', k, 30, date '2024-01-01' from unnest(array['s', 't']) as s
                cross join unnest(array['C1', 'C2']) as c cross join unnest(array['labor', 'machine']) as k;
                insert into canon.production_order (source, entity_key, company, plant, document_no, document_type, material, completed_quantity, status,
                    release_date, actual_end, functional_currency, standard_cost)
                select s, n::text, 'C' || 1 + n % 2, 'P' || 1 + n % 2, 'MO' || n, case when n % 7 = 0 then 'rework' else 'production' end,
                    'M' || 1 + n % 6, n, case when n % 3 = 0 then 'in_progress' else 'closed' end, date '2024-06-01' + n * 17,
                    date '2024-06-11' + n * 17, 'CNY', case when n % 4 <> 0 then n * 17.31 end
                from unnest(array['s', 't']) as s cross join generate_series(1, 24) as n;
                insert into canon.cost_entry (source, entity_key, company, plant, production_order, posting_date, element, entry_kind, cost_center,
                    material, quantity, unit, functional_currency, amount_functional, reverses)
                select o.source, o.entity_key || '/' || l.line, o.company, o.plant, o.entity_key, o.actual_end, l.element, l.kind,
                    case when l.element <> 'material' then 'K1' end, case when l.element = 'material' then 'M' || 1 + l.line % 6 end, l.line + 0.25,
                    case when l.element = 'material' then 'EA' else 'H' end, 'CNY', l.sign * (l.line * 9.13 + o.completed_quantity),
                    case when l.kind = 'reversal' then o.entity_key || '/1' end
                from canon.production_order as o
                cross join (values (1, 'material', 'issue', 1), (2, 'material', 'issue', 1), (3, 'labor', 'activity', 1),
                    (4, 'overhead', 'absorption', 1), (5, 'material', 'reversal', -1), (6, 'material', 'output', -1)) as l (line, element, kind, sign)
                """;
    }

    /** The next statement. */
    String change() {
        number++;
        String source = random.nextInt(3) == 0 ? "t" : "s";
        int order = random.nextInt(1, ORDERS + 1);
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> entries(source, order);
            case 4 ->
                "update canon.cost_entry set amount_functional = amount_functional + %s, quantity = nullif(quantity + 1, 4.25), unit = %s where source = '%s' and production_order = '%s' and entity_key like '%%%s'"
                        .formatted(
                                random.nextInt(-5, 6),
                                oneOf("unit", "'DZ'", "'BX'", "'EA'"),
                                source,
                                order,
                                random.nextInt(10));
            case 5 ->
                "update canon.cost_entry set production_order = '%s', company = %s where source = '%s' and entity_key like '%s/%%'"
                        .formatted(
                                order,
                                oneOf("company", "company", "company", "'C1'"),
                                source,
                                random.nextInt(1, number + ORDERS));
            case 6 ->
                "delete from canon.cost_entry where source = '%s' and entity_key like '%s/%%'"
                        .formatted(source, random.nextInt(1, number + ORDERS));
            case 7 ->
                "update canon.cost_entry set entry_kind = %s, reverses = %s where source = '%s' and entity_key like '%s/%s'"
                        .formatted(
                                oneOf("entry_kind", "'reversal'", "'by_product'", "'abnormal_scrap'"),
                                oneOf("reverses", "null", "'" + order + "/2'"),
                                source,
                                random.nextInt(1, number + ORDERS),
                                random.nextInt(1, 8));
            case 8, 9 ->
                "update canon.production_order set status = '%s', completed_quantity = completed_quantity + %s, release_date = release_date + %s, actual_end = actual_end + 1 where source = '%s' and entity_key = '%s'"
                        .formatted(
                                oneOf("closed", "completed", "in_progress", "cancelled", "closed"),
                                random.nextInt(3),
                                random.nextInt(40),
                                source,
                                order);
            case 10 -> order(source, order);
            case 11 -> standard(source);
            case 12 -> ownStandard(source, order);
            case 13 -> rate(source);
            case 14 -> unit(source);
            default ->
                "update canon.currency set decimals = %s, name = 'n%s' where source = '%s'"
                        .formatted(oneOf("decimals", "decimals", "1", "3", "2"), number, source);
        };
    }

    // some reverse an entry of the order, some one of another order, some nothing that there is
    private String entries(String source, int order) {
        return """
                insert into canon.cost_entry (source, entity_key, company, plant, production_order, posting_date, element, entry_kind, cost_center,
                    material, quantity, unit, functional_currency, amount_functional, reverses)
                select o.source, '%1$s/' || l.line, o.company, o.plant, o.entity_key, date '2025-03-01' - l.line,
                    (array['material', 'labor', 'machine', 'material'])[1 + (l.line + %2$s) %% 4],
                    (array['issue', 'activity', 'activity', 'reversal', 'by_product', 'abnormal_scrap', 'settlement', 'revaluation'])[1 + (l.line + %3$s) %% 8],
                    'K' || 1 + l.line %% 2, 'M' || 1 + (l.line + %2$s) %% 6, l.line + 0.5, (array['EA', 'DZ', null])[1 + l.line %% 3], 'CNY',
                    (l.line - 2) * 11.19, (array['%1$s/1', '%4$s/1', o.entity_key || '/2', 'nothing'])[1 + l.line %% 4]
                from canon.production_order as o
                cross join generate_series(1, %5$s) as l (line)
                where o.source = '%6$s' and o.entity_key in ('%7$s', '%8$s') and l.line %% 2 = case when o.entity_key = '%7$s' then 1 else 0 end
                """.formatted(
                        number + ORDERS,
                        random.nextInt(4),
                        random.nextInt(8),
                        random.nextInt(1, number + ORDERS),
                        random.nextInt(1, 9),
                        source,
                        order,
                        1 + order % ORDERS);
    }

    private String order(String source, int order) {
        return oneOf(
                "update canon.production_order set material = 'M%s', document_type = '%s' where source = '%s' and entity_key = '%s'"
                        .formatted(random.nextInt(1, 7), oneOf("rework", "production"), source, order),
                "update canon.production_order set company = 'C%s', standard_cost = nullif(standard_cost + 3.11, %s) where source = '%s' and entity_key = '%s'"
                        .formatted(random.nextInt(1, 3), order * 17.31 + 3.11, source, order),
                "with gone as (delete from canon.production_order where source = '%1$s' and entity_key = '%2$s' returning *) select count(*) from gone"
                        .formatted(source, order),
                """
                insert into canon.production_order (source, entity_key, company, plant, document_no, document_type, material, completed_quantity, status,
                    release_date, actual_end, functional_currency, standard_cost)
                select '%1$s', n::text, 'C' || 1 + n %% 2, 'P' || 1 + n %% 2, 'MO' || n, 'production', 'M' || 1 + n %% 6, 5, 'closed',
                    date '2025-01-11', date '2025-02-11', 'CNY', n * 7.77
                from generate_series(1, 24) as n on conflict do nothing
                """.formatted(source));
    }

    private String standard(String source) {
        String where = " where source = '" + source + "' and production_order is null and material = 'M"
                + random.nextInt(1, 7) + "'";
        return oneOf(
                "update canon.standard_cost set price = price + 0.11" + where,
                "update canon.standard_cost set quantity_per = quantity_per + 0.5, is_fixed = not coalesce(is_fixed, false), lot_size = 4"
                        + where + " and component_no = 2",
                "update canon.standard_cost set company = case company when 'C1' then 'C2' else 'C1' end, plant = case plant when 'P1' then 'P2' else 'P1' end"
                        + where,
                "delete from canon.standard_cost" + where + " and component_no = 1 and version = '2025'",
                "insert into canon.standard_cost (source, entity_key, company, plant, material, component_no, component_kind, component, quantity_per, unit,"
                        + " price, version, valid_from, valid_to) select source, entity_key || '+" + number
                        + "', company, plant, material, 9, component_kind, component, 0.3, 'EA', 2, version, valid_from, valid_to from canon.standard_cost"
                        + where + " and component_no = 2");
    }

    private String ownStandard(String source, int order) {
        return oneOf(
                "insert into canon.standard_cost (source, entity_key, company, plant, material, production_order, component_no, component_kind, component,"
                        + " quantity_per, unit, price) select o.source, 'o' || o.entity_key || '/" + number
                        + "', o.company, o.plant, o.material, o.entity_key, 1, 'material', 'M2', 1.5, 'EA', 4.4 from canon.production_order as o"
                        + " where o.source = '" + source + "' and o.entity_key = '" + order + "'",
                "update canon.standard_cost set price = price * 1.01 where source = '" + source
                        + "' and production_order = '" + order + "'",
                "delete from canon.standard_cost where source = '" + source + "' and production_order = '" + order
                        + "'");
    }

    private String rate(String source) {
        return oneOf(
                "update canon.cost_rate set rate = rate + 1 where source = '" + source + "' and company = 'C"
                        + random.nextInt(1, 3) + "'",
                "update canon.cost_rate set valid_to = '2025-0" + random.nextInt(1, 9) + "-01' where source = '"
                        + source + "'",
                "update canon.cost_rate set cost_center = 'K" + random.nextInt(1, 3) + "' where source = '" + source
                        + "' and rate_kind = 'labor'",
                "delete from canon.cost_rate where source = '" + source + "' and entity_key like 'C1%'",
                "insert into canon.cost_rate (source, entity_key, company, cost_center, rate_kind, rate, valid_from) values ('"
                        + source + "', 'C1labor', 'C1', 'K2', 'labor', 31, '2024-01-01') on conflict do nothing");
    }

    private String unit(String source) {
        String material = "M" + random.nextInt(1, 7);
        return oneOf(
                "update canon.material set base_unit = " + oneOf("'DZ'", "'EA'", "base_unit") + ", name = 'n" + number
                        + "' where source = '" + source + "' and material = '" + material + "'",
                "delete from canon.material where source = '" + source + "' and material = '" + material + "'",
                "insert into canon.material (source, entity_key, material, base_unit) values ('" + source + "', '"
                        + material + "', '" + material + "', 'EA') on conflict do nothing",
                "insert into canon.material_unit (source, entity_key, material, unit, factor) values ('" + source
                        + "', '" + material + "', '" + material + "', 'BX', " + random.nextInt(2, 9)
                        + ") on conflict (source, entity_key) do update set factor = excluded.factor",
                "update canon.unit_of_measure set factor = factor + 1 where source = '" + source + "' and unit = 'DZ'");
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
