-- What customers owe or have paid ahead at the end of a day, and what a reminder or a list of claims needs to know of it: the rows
-- of finance.receivable_open_as_of with their orders, people and terms, and their value at the rates of the day. occurrence_date is
-- the document's date, of an acceptance bill that of the oldest document it settled. sales_orders, salesperson and plant are
-- those of the order lines that the item's invoice or delivery belongs to; the last two are null where there are several. unconditional
-- is false of a retention, which is a contract asset. Rates: the latest of the day, a closing rate before a transaction rate of
-- the same day. open_revalued is what is open at closing_rate in the company's currency, unrealised what that differs from the
-- books; both are null without a rate, and of prepayments, which are no monetary items. of_company: that company only.
create or replace function finance.receivable_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    customer text,
    customer_group text,
    kind text,
    account text,
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    due_date date,
    occurrence_date date,
    days_overdue integer,
    transaction_currency text,
    original numeric,
    open numeric,
    functional_currency text,
    open_functional numeric,
    closing_rate numeric,
    closing_rate_date date,
    open_revalued numeric,
    unrealised numeric,
    reporting_currency text,
    open_reporting numeric,
    sales_orders text[],
    salesperson text,
    plant text,
    payment_term text,
    unconditional boolean,
    entity_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
return query
with item as materialized (
    select
        i.source, i.company, i.counterparty_company, i.customer, i.kind, i.account, i.document_type, i.document_no,
        i.line_no, i.document_date, i.posting_date, i.due_date, i.occurrence_date, i.transaction_currency, i.original,
        i.open, i.functional_currency, i.open_functional, i.entity_key, i.customer_invoice_key
    from finance.receivable_open_as_of(receivable_as_of.as_of, receivable_as_of.of_company) as i
),
term as materialized (
    select
        k.source,
        k.kind,
        k.entity_key,
        array_agg(distinct l.document_no order by l.document_no) as sales_orders,
        case when min(l.salesperson) = max(l.salesperson) then min(l.salesperson) end as salesperson,
        case when min(l.plant) = max(l.plant) then min(l.plant) end as plant
    from (
        select i.source, i.kind, i.entity_key, v.sales_order_line
        from item as i
        inner join finance.customer_invoice_line as v on v.source = i.source and v.customer_invoice = i.customer_invoice_key
        where receivable_as_of.of_company is null or v.company = receivable_as_of.of_company
        union all
        select i.source, i.kind, i.entity_key, i.entity_key
        from item as i
        where i.kind = 'unbilled'
    ) as k
    inner join finance.sales_order_line as l on l.source = k.source and l.entity_key = k.sales_order_line
    where receivable_as_of.of_company is null or l.company = receivable_as_of.of_company
    group by k.source, k.kind, k.entity_key
),
rate as materialized (
    select
        p.source,
        p.company,
        p.from_currency,
        p.to_currency,
        case when p.from_currency = p.to_currency then 1 else coalesce(d.rate, round(1 / n.rate, 8)) end as rate,
        case when p.from_currency = p.to_currency then receivable_as_of.as_of else coalesce(d.valid_from, n.valid_from) end as valid_from,
        coalesce(
            (select min(y.decimals) from finance.currency as y where y.source = p.source and y.currency = p.to_currency), 2
        ) as places
    from (
        select i.source, i.company, i.transaction_currency as from_currency, i.functional_currency as to_currency
        from item as i
        union
        select i.source, i.company, i.functional_currency, rc.currency
        from item as i
        cross join finance.reporting_currency as rc
    ) as p
    left join lateral (
        select x.rate, x.valid_from
        from finance.exchange_rate as x
        where
            x.source = p.source and x.from_currency = p.from_currency and x.to_currency = p.to_currency
            and coalesce(x.company, p.company) is not distinct from p.company
            and x.rate_type in ('closing', 'transaction') and x.valid_from <= receivable_as_of.as_of
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as d on p.from_currency <> p.to_currency
    left join lateral (
        select x.rate, x.valid_from
        from finance.exchange_rate as x
        where
            x.source = p.source and x.from_currency = p.to_currency and x.to_currency = p.from_currency
            and coalesce(x.company, p.company) is not distinct from p.company
            and x.rate_type in ('closing', 'transaction') and x.valid_from <= receivable_as_of.as_of
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as n on p.from_currency <> p.to_currency and d.rate is null
)
select
    i.source,
    i.company,
    i.counterparty_company,
    i.customer,
    g.customer_group,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.line_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.occurrence_date,
    case when i.open <> 0 and i.due_date is not null then greatest(receivable_as_of.as_of - i.due_date, 0) end as days_overdue,
    i.transaction_currency,
    i.original,
    i.open,
    i.functional_currency,
    i.open_functional,
    c.rate as closing_rate,
    c.valid_from as closing_rate_date,
    v.revalued as open_revalued,
    v.revalued - i.open_functional as unrealised,
    rc.currency as reporting_currency,
    round(i.open_functional * r.rate, r.places) as open_reporting,
    t.sales_orders,
    t.salesperson,
    t.plant,
    n.payment_term,
    coalesce(i.kind <> 'retention', true) as unconditional,
    i.entity_key
from item as i
cross join finance.reporting_currency as rc
left join rate as c
    on c.source = i.source and c.company is not distinct from i.company and c.from_currency = i.transaction_currency and c.to_currency = i.functional_currency
left join rate as r
    on r.source = i.source and r.company is not distinct from i.company and r.from_currency = i.functional_currency
    and r.to_currency = rc.currency
cross join lateral (
    select
        case
            when i.kind = 'prepayment' then null
            when i.transaction_currency = i.functional_currency then i.open_functional
            else round(i.open * c.rate, c.places)
        end as revalued
) as v
left join term as t on t.source = i.source and t.kind = i.kind and t.entity_key = i.entity_key
left join finance.customer_invoice as n on n.source = i.source and n.entity_key = i.customer_invoice_key
left join (
    select m.source, m.customer, min(m.customer_group) as customer_group
    from finance.customer as m
    group by m.source, m.customer
) as g on g.source = i.source and g.customer = i.customer;
end
$$;

revoke execute on function finance.receivable_as_of from public;
grant execute on function finance.receivable_as_of to finance_reader;
