-- Goods received and not invoiced (暂估) at the end of a day, and what is billed and not received: the sum of finance.grni_movement up to
-- the day. Kind 'received' has a row per receipt line of which something is left in the books: what it adds up to is what the ledger's
-- account of goods received and not invoiced holds, a debt being positive; it is negative where an invoice is posted before its
-- receipt, or a receipt is taken back after it was billed. Kind 'billed_not_received' has a row per order line, at the invoices'
-- price. Amounts are without tax, quantities in the material's base unit. days: since the receipt's posting date. of_company: that company
-- only.
create or replace function finance.grni_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    supplier text,
    kind text,
    purchase_order text,
    purchase_order_line_no integer,
    receipt_no text,
    receipt_line_no integer,
    receipt_date date,
    material text,
    unit text,
    quantity numeric,
    transaction_currency text,
    amount numeric,
    functional_currency text,
    amount_functional numeric,
    reporting_currency text,
    amount_reporting numeric,
    days integer,
    purchase_order_line text,
    entity_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day date;
begin
if grni_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the goods received are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif grni_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', grni_as_of.as_of);
end if;
return query
with held as materialized (
    select
        m.source,
        m.company,
        m.counterparty_company,
        m.supplier,
        m.kind,
        m.purchase_order_line,
        m.goods_receipt_line,
        m.transaction_currency,
        m.functional_currency,
        sum(m.quantity) as quantity,
        sum(m.amount) as amount,
        case when count(*) = count(m.amount_functional) then sum(m.amount_functional) end as amount_functional
    from finance.grni_movement as m
    where
        (m.effective_date > grni_as_of.as_of) is not true
        and (grni_as_of.of_company is null or m.company = grni_as_of.of_company)
    group by
        m.source, m.company, m.counterparty_company, m.supplier, m.kind, m.purchase_order_line, m.goods_receipt_line,
        m.transaction_currency, m.functional_currency
    having sum(m.quantity) <> 0 or sum(m.amount) <> 0 or sum(m.amount_functional) <> 0 or count(m.amount_functional) < count(*)
),
rates as materialized (
    select
        f.source,
        f.company,
        f.functional_currency,
        rc.currency as reporting_currency,
        case
            when f.functional_currency = rc.currency then 1
            else (
                select x.rate
                from finance.exchange_rate as x
                where x.source = f.source
                    and coalesce(x.company, f.company) is not distinct from f.company
                    and x.from_currency = f.functional_currency
                    and x.to_currency = rc.currency
                    and x.rate_type in ('closing', 'transaction')
                    and x.valid_from <= grni_as_of.as_of
                order by x.valid_from desc, x.rate_type, x.company
                limit 1
            )
        end as rate,
        coalesce((
            select min(y.decimals) from finance.currency as y where y.source = f.source and y.currency = rc.currency
        ), 2) as places
    from (select distinct h.source, h.company, h.functional_currency from held as h) as f
    cross join finance.reporting_currency as rc
)
select
    h.source,
    h.company,
    h.counterparty_company,
    h.supplier,
    h.kind,
    o.document_no as purchase_order,
    o.line_no as purchase_order_line_no,
    r.document_no as receipt_no,
    r.line_no as receipt_line_no,
    r.document_date as receipt_date,
    coalesce(r.material, o.material) as material,
    coalesce(u.base_unit, r.unit, o.unit) as unit,
    h.quantity,
    h.transaction_currency,
    h.amount,
    h.functional_currency,
    h.amount_functional,
    fx.reporting_currency,
    round(h.amount_functional * fx.rate, fx.places) as amount_reporting,
    grni_as_of.as_of - r.posting_date as days,
    o.entity_key as purchase_order_line,
    coalesce(h.goods_receipt_line, h.purchase_order_line) as entity_key
from held as h
left join rates as fx
    on fx.source = h.source and fx.company is not distinct from h.company
    and fx.functional_currency is not distinct from h.functional_currency
left join finance.goods_receipt_line as r
    on r.source = h.source and r.company = h.company and r.entity_key = h.goods_receipt_line
    and (grni_as_of.of_company is null or r.company = grni_as_of.of_company)
left join finance.purchase_order_line as o
    on o.source = h.source and o.company = h.company and o.entity_key = h.purchase_order_line
    and (grni_as_of.of_company is null or o.company = grni_as_of.of_company)
left join (
    select m.source, m.material, min(m.base_unit) as base_unit
    from finance.material as m
    group by m.source, m.material
) as u on u.source = h.source and u.material = coalesce(r.material, o.material);
if not found then
    -- asked only now, since planning a question to a governed view takes time
    select min(m.effective_date)
    into first_day
    from finance.grni_movement as m
    where grni_as_of.of_company is null or m.company = grni_as_of.of_company;
    if first_day >= date_trunc('month', grni_as_of.as_of::timestamp) + interval '1 month' then
        raise exception using errcode = '22023', message = format(
            'as_of is %s, which is before the first period with goods received: give a day from %s on',
            grni_as_of.as_of, date_trunc('month', first_day::timestamp)::date);
    end if;
end if;
end
$$;

revoke execute on function finance.grni_as_of from public;
grant execute on function finance.grni_as_of to finance_reader;
