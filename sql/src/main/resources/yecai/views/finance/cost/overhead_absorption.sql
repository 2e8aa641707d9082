-- Overhead of a cost center in a month: what production orders took over at its rate (absorbed) beside what the ledger says it spent (actual:
-- debits less credits with the cost center on cost accounts that are not work in progress, of documents that are no production order's).
-- standard_absorbed is what the labor of the month would have taken over at the standard rate, null without one. spending_variance =
-- actual - standard_absorbed; rate_variance = standard_absorbed - absorbed; together they are under_absorbed, which is positive where too little
-- was taken over. What capacity stood idle needs a budget, which no ERP here has.
select
    k.source,
    k.company,
    k.plant,
    k.cost_center,
    k.month,
    k.functional_currency,
    sum(k.absorbed) as absorbed,
    sum(k.actual) as actual,
    case when count(*) filter (where k.labor <> 0 and k.rate is null) = 0 then sum(round(k.labor * k.rate, k.places)) end
        as standard_absorbed,
    sum(k.actual) - sum(k.absorbed) as under_absorbed,
    case
        when count(*) filter (where k.labor <> 0 and k.rate is null) = 0
            then sum(k.actual) - sum(coalesce(round(k.labor * k.rate, k.places), 0))
    end as spending_variance,
    case
        when count(*) filter (where k.labor <> 0 and k.rate is null) = 0
            then sum(coalesce(round(k.labor * k.rate, k.places), 0)) - sum(k.absorbed)
    end as rate_variance
from (
    select
        m.source,
        m.company,
        coalesce(c.plant, m.plant) as plant,
        m.cost_center,
        m.month,
        m.functional_currency,
        m.absorbed,
        m.actual,
        m.labor,
        r.rate,
        coalesce(y.places, 2) as places
    from (
        select
            x.source, x.company, min(x.plant) as plant, x.cost_center, x.month, x.functional_currency,
            sum(x.absorbed) as absorbed, sum(x.labor) as labor, sum(x.actual) as actual
        from (
            select
                e.source, e.company, e.plant, e.cost_center, e.period as month, e.functional_currency,
                case when e.element = 'overhead' then e.amount else 0 end as absorbed,
                case when e.element = 'labor' and e.kind = 'activity' then e.amount else 0 end as labor,
                0 as actual
            from shared.cost_step as e
            where e.is_debit and e.element in ('overhead', 'labor') and e.cost_center is not null
            union all
            select
                g.source, g.company, null, g.cost_center, coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')),
                g.functional_currency, 0, 0, g.debit - g.credit
            from canon.gl_entry as g
            where
                g.cost_center is not null
                and g.account_kind = 'cost'
                and g.control_kind is null
                and g.status = 'posted'
                and g.origin_entity is distinct from 'production_order'
        ) as x
        group by x.source, x.company, x.cost_center, x.month, x.functional_currency
    ) as m
    left join lateral (
        select n.plant
        from canon.cost_center as n
        where n.source = m.source and n.company = m.company and n.cost_center = m.cost_center
        limit 1
    ) as c on true
    left join lateral (
        select t.rate
        from canon.cost_rate as t
        where
            t.source = m.source
            and t.company = m.company
            and t.cost_center = m.cost_center
            and t.rate_kind = 'overhead'
            and t.valid_from <= to_date(m.month, 'YYYY-MM')
            and (t.valid_to < to_date(m.month, 'YYYY-MM')) is not true
        limit 1
    ) as r on m.month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
    left join shared.currency_places as y on y.source = m.source and y.currency = m.functional_currency
) as k
group by k.source, k.company, k.plant, k.cost_center, k.month, k.functional_currency
