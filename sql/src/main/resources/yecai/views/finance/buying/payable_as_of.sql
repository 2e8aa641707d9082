-- What suppliers are owed, or were paid ahead, at the end of a day: the rows of finance.payable_open_as_of with their orders and terms,
-- and their value at the rates of the day. purchase_orders are those of the lines of the item's invoice. Rates: the latest of the
-- day, a closing rate before a transaction rate of the same day. open_revalued is what is open at closing_rate in the company's
-- currency, unrealised what that is less than the books (a gain); both are null without a rate, and of prepayments,
-- which are no monetary items. of_company: that company only.
create or replace function finance.payable_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    supplier text,
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
    purchase_orders text[],
    payment_term text,
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
        i.source, i.company, i.counterparty_company, i.supplier, i.kind, i.account, i.document_type, i.document_no,
        i.line_no, i.document_date, i.posting_date, i.due_date, i.occurrence_date, i.transaction_currency, i.original,
        i.open, i.functional_currency, i.open_functional, i.entity_key, i.supplier_invoice_key
    from finance.payable_open_as_of(payable_as_of.as_of, payable_as_of.of_company) as i
),
term as materialized (
    select
        i.source,
        i.kind,
        i.entity_key,
        array_agg(distinct l.document_no order by l.document_no) as purchase_orders
    from item as i
    inner join finance.supplier_invoice_line as v on v.source = i.source and v.supplier_invoice = i.supplier_invoice_key
    inner join finance.purchase_order_line as l on l.source = v.source and l.entity_key = v.purchase_order_line
    where payable_as_of.of_company is null or v.company = payable_as_of.of_company
    group by i.source, i.kind, i.entity_key
),
rate as materialized (
    select
        p.source,
        p.company,
        p.from_currency,
        p.to_currency,
        case when p.from_currency = p.to_currency then 1 else coalesce(d.rate, round(1 / n.rate, 8)) end as rate,
        case when p.from_currency = p.to_currency then payable_as_of.as_of else coalesce(d.valid_from, n.valid_from) end as valid_from,
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
            and x.rate_type in ('closing', 'transaction') and x.valid_from <= payable_as_of.as_of
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as d on p.from_currency <> p.to_currency
    left join lateral (
        select x.rate, x.valid_from
        from finance.exchange_rate as x
        where
            x.source = p.source and x.from_currency = p.to_currency and x.to_currency = p.from_currency
            and coalesce(x.company, p.company) is not distinct from p.company
            and x.rate_type in ('closing', 'transaction') and x.valid_from <= payable_as_of.as_of
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as n on p.from_currency <> p.to_currency and d.rate is null
)
select
    i.source,
    i.company,
    i.counterparty_company,
    i.supplier,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.line_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.occurrence_date,
    case when i.open <> 0 and i.due_date is not null then greatest(payable_as_of.as_of - i.due_date, 0) end as days_overdue,
    i.transaction_currency,
    i.original,
    i.open,
    i.functional_currency,
    i.open_functional,
    c.rate as closing_rate,
    c.valid_from as closing_rate_date,
    v.revalued as open_revalued,
    i.open_functional - v.revalued as unrealised,
    rc.currency as reporting_currency,
    round(i.open_functional * r.rate, r.places) as open_reporting,
    t.purchase_orders,
    n.payment_term,
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
left join finance.supplier_invoice as n on n.source = i.source and n.entity_key = i.supplier_invoice_key;
end
$$;

revoke execute on function finance.payable_as_of from public;
grant execute on function finance.payable_as_of to finance_reader;
