-- What sales order lines earned from one day to another: net of posted invoices and credit notes of the days, what the goods that left or came
-- back in these days were worth (cost_of_sales, by the stock movements), and their margin, in the company's currency. The cost is split into
-- what it is made of by finance.cost_rollup of the months: the product's shares of the month of the shipment, or of the last month before in
-- which it was made, back to from_date's year before; what was never made was bought and is material. margin_percent is of the revenue. Where goods
-- leave and are billed in different spans, revenue and cost do too: billed_quantity and shipped_quantity say so. of_company: one company only.
create or replace function finance.sales_margin(from_date date, to_date date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    sales_order text,
    line_no integer,
    customer text,
    material text,
    salesperson text,
    functional_currency text,
    billed_quantity numeric,
    shipped_quantity numeric,
    revenue numeric,
    cost_of_sales numeric,
    material_cost numeric,
    conversion_cost numeric,
    margin numeric,
    margin_percent numeric,
    sales_order_line_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
if sales_margin.from_date is null or sales_margin.to_date is null then
    raise exception using errcode = '22004', message = 'from_date or to_date is null: give the first and the last day';
elsif sales_margin.from_date > sales_margin.to_date then
    raise exception using errcode = '22023', message = format(
        'from_date is %s, which is after to_date %s: give the earlier day first', sales_margin.from_date, sales_margin.to_date);
elsif sales_margin.to_date > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'to_date is %s, which is in the future: give a day up to today', sales_margin.to_date);
end if;
return query
with rolled as materialized (
    select
        r.source, r.company, r.plant, r.material, r.period,
        r.material_share
    from finance.cost_rollup(
        to_char(sales_margin.from_date - interval '1 year', 'YYYY-MM'), to_char(sales_margin.to_date, 'YYYY-MM'), sales_margin.of_company
    ) as r
),
shipped as materialized (
    select
        m.source, m.company, m.sales_order_line, m.material, m.plant, to_char(m.posting_date, 'YYYY-MM') as period,
        min(m.functional_currency) as functional_currency,
        sum(g.sign * m.quantity) as quantity,
        sum(g.sign * m.amount_functional) as amount
    from finance.stock_movement as m
    -- what a supplier sends to the customer never is in stock
    cross join lateral (
        select case
            when m.movement_kind = 'drop_shipment' then case when m.reverses is null then 1 else -1 end
            when m.from_owner is not null and m.to_owner is null then 1
            when m.from_owner is null and m.to_owner is not null then -1
        end as sign
    ) as g
    where
        m.sales_order_line is not null
        and g.sign is not null
        and m.posting_date between sales_margin.from_date and sales_margin.to_date
        and (sales_margin.of_company is null or m.company = sales_margin.of_company)
    group by m.source, m.company, m.sales_order_line, m.material, m.plant, 6
),
share as (
    select distinct on (s.source, s.company, s.material, s.plant, s.period)
        s.source, s.company, s.material, s.plant, s.period, r.material_share
    from (select distinct h.source, h.company, h.material, h.plant, h.period from shipped as h) as s
    inner join rolled as r
        on r.source = s.source and r.company = s.company and r.material = s.material and r.period <= s.period
    order by s.source, s.company, s.material, s.plant, s.period, (r.plant is not distinct from s.plant) desc, r.period desc, r.plant
),
cost as (
    select
        s.source, s.company, s.sales_order_line, min(s.functional_currency) as functional_currency, sum(s.quantity) as quantity,
        sum(s.amount) as amount, sum(round(s.amount * coalesce(h.material_share, 1), coalesce(y.places, 2))) as material_amount
    from shipped as s
    left join share as h
        on h.source = s.source
        and h.company = s.company
        and h.material = s.material
        and h.plant is not distinct from s.plant
        and h.period = s.period
    left join (
        select n.source, n.currency, min(n.decimals) as places
        from finance.currency as n
        group by n.source, n.currency
    ) as y on y.source = s.source and y.currency = s.functional_currency
    group by s.source, s.company, s.sales_order_line
),
billed as (
    select
        i.source, i.company, i.sales_order_line, min(i.functional_currency) as functional_currency, sum(i.quantity) as quantity,
        sum(i.net_functional) as amount
    from finance.customer_invoice_line as i
    where
        i.sales_order_line is not null
        and i.posting_date between sales_margin.from_date and sales_margin.to_date
        and (sales_margin.of_company is null or i.company = sales_margin.of_company)
    group by i.source, i.company, i.sales_order_line
)
select
    coalesce(b.source, c.source),
    coalesce(b.company, c.company),
    l.counterparty_company,
    l.document_no,
    l.line_no,
    l.customer,
    l.material,
    l.salesperson,
    coalesce(b.functional_currency, c.functional_currency),
    coalesce(b.quantity, 0),
    coalesce(c.quantity, 0),
    coalesce(b.amount, 0),
    coalesce(c.amount, 0),
    coalesce(c.material_amount, 0),
    coalesce(c.amount - c.material_amount, 0),
    coalesce(b.amount, 0) - coalesce(c.amount, 0),
    round((coalesce(b.amount, 0) - coalesce(c.amount, 0)) / nullif(b.amount, 0) * 100, 2),
    coalesce(b.sales_order_line, c.sales_order_line)
from billed as b
full join cost as c on c.source = b.source and c.company = b.company and c.sales_order_line = b.sales_order_line
left join finance.sales_order_line as l
    on l.source = coalesce(b.source, c.source)
    and l.company = coalesce(b.company, c.company)
    and l.entity_key = coalesce(b.sales_order_line, c.sales_order_line)
    and (sales_margin.of_company is null or l.company = sales_margin.of_company);
end
$$;

revoke execute on function finance.sales_margin from public;
grant execute on function finance.sales_margin to finance_reader;
