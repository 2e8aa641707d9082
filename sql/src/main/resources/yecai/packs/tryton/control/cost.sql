-- Done moves and cycles of production orders at what they cost; estimates of unfinished orders count as excluded.
-- A finished order has cost nothing more than it made, so its rounding is what brings its rows to zero; the rows of an
-- unfinished one add up to Tryton's production.cost, rounded to four decimals, half to even.
with entry as (
    select
        coalesce(m.production_input, m.production_output) as id,
        to_char(m.effective_date, 'YYYY-MM') as period,
        case
            when m.production_input is not null
                then cast(cast(m.internal_quantity as text) as numeric) * coalesce(m.cost_price, (
                    select cp.cost_price
                    from product_cost_price as cp
                    inner join production as po on po.company = cp.company
                    where po.id = m.production_input and cp.product = m.product
                    order by cp.id
                    fetch first row only
                ), 0)
        end as material,
        null::numeric as work,
        case
            when m.production_input is null then cast(cast(m.quantity as text) as numeric) * coalesce(m.unit_price, 0)
        end as made,
        m.state <> 'done' as excluded
    from stock_move as m
    where coalesce(m.production_input, m.production_output) is not null and m.state <> 'cancelled'
    union all
    select w.production, null, null, coalesce(c.cost, 0), null, false
    from production_work_cycle as c
    inner join production_work as w on w.id = c.work
    where c.state = 'done'
),

dated as (
    select
        p.id,
        p.state,
        to_char(coalesce(p.effective_date, p.effective_start_date, p.planned_start_date), 'YYYY-MM') as own_period
    from production as p
),

total as (
    select id, coalesce(sum(material), 0) as material, coalesce(sum(work), 0) as work, coalesce(sum(made), 0) as made
    from entry
    where not excluded
    group by id
),

rounded as (
    select
        total.*,
        case
            when mod(abs(material) * 10000, 1) = 0.5 then 2 * round(material * 5000) / 10000
            else round(material, 4)
        end + work as cost
    from total
),

row_of as (
    select
        entry.id,
        coalesce(entry.period, case when entry.work is not null then dated.own_period end) as period,
        coalesce(entry.material, 0) + coalesce(entry.work, 0) - coalesce(entry.made, 0) as amount,
        entry.excluded
    from entry
    inner join dated on dated.id = entry.id
    union all
    select
        rounded.id,
        dated.own_period,
        case
            when dated.state = 'done' then rounded.made - rounded.material - rounded.work
            else
                case
                    when mod(abs(rounded.cost) * 10000, 1) = 0.5 then 2 * round(rounded.cost * 5000) / 10000
                    else round(rounded.cost, 4)
                end - rounded.material - rounded.work
        end,
        false
    from rounded
    inner join dated on dated.id = rounded.id
)

select
    party.code::text as company,
    row_of.period,
    money.code::text as currency,
    row_of.id::text as derive_key,
    row_of.amount,
    row_of.excluded
from row_of
inner join production as p on p.id = row_of.id
inner join company_company as c on c.id = p.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
