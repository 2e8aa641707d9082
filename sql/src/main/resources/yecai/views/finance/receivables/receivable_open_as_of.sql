-- What customers owe or have paid ahead at the end of a day, without what finance.receivable_as_of looks up for each: one row per item
-- that is open then, receipt that is not yet applied (kind 'unapplied') and order line of which something is delivered and not
-- billed (kind 'unbilled'; entity_key is the order line's, document_date the day of its first movement). Nothing is undone from
-- today: what is open is the sum of the movements up to the day, each on the day on which the ledger moved, which
-- finance.receivable_movement and finance.unbilled_movement say. of_company: that company only, and only its rows are read.
create or replace function finance.receivable_open_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    customer text,
    kind text,
    account text,
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    due_date date,
    occurrence_date date,
    transaction_currency text,
    original numeric,
    open numeric,
    functional_currency text,
    open_functional numeric,
    entity_key text,
    customer_invoice_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day date;
begin
if receivable_open_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the receivables are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif receivable_open_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', receivable_open_as_of.as_of);
end if;
return query
select
    m.source,
    m.company,
    m.counterparty_company,
    m.customer,
    m.kind,
    m.account,
    m.document_type,
    m.document_no,
    m.line_no,
    m.document_date,
    m.posting_date,
    m.due_date,
    min(m.occurrence_date) as occurrence_date,
    m.transaction_currency,
    sum(m.amount) filter (where m.movement in ('posted', 'unapplied')) as original,
    case when count(*) = count(m.amount) then sum(m.amount) end as open,
    m.functional_currency,
    case when count(*) = count(m.amount_functional) then sum(m.amount_functional) end as open_functional,
    m.receivable_item as entity_key,
    m.customer_invoice_key
from finance.receivable_movement as m
where
    (m.effective_date > receivable_open_as_of.as_of) is not true
    and (receivable_open_as_of.of_company is null or m.company = receivable_open_as_of.of_company)
group by
    m.source, m.receivable_item, m.kind, m.company, m.counterparty_company, m.customer, m.account, m.document_type,
    m.document_no, m.line_no, m.document_date, m.posting_date, m.due_date, m.transaction_currency, m.functional_currency,
    m.customer_invoice_key
having sum(m.amount) <> 0 or sum(m.amount_functional) <> 0 or count(m.amount) < count(*)
union all
select
    u.source,
    u.company,
    u.counterparty_company,
    u.customer,
    'unbilled' as kind,
    null as account,
    null as document_type,
    null as document_no,
    null as line_no,
    min(u.effective_date) as document_date,
    null as posting_date,
    null as due_date,
    min(u.effective_date) as occurrence_date,
    u.transaction_currency,
    sum(u.amount) as original,
    sum(u.amount) as open,
    u.functional_currency,
    case when count(*) = count(u.amount_functional) then sum(u.amount_functional) end as open_functional,
    u.sales_order_line as entity_key,
    null as customer_invoice_key
from finance.unbilled_movement as u
where
    u.effective_date <= receivable_open_as_of.as_of
    and (receivable_open_as_of.of_company is null or u.company = receivable_open_as_of.of_company)
group by
    u.source, u.sales_order_line, u.company, u.counterparty_company, u.customer, u.transaction_currency, u.functional_currency
having sum(u.amount) <> 0 or sum(u.amount_functional) <> 0;
if not found then
    -- asked only now, since planning each question to a governed view takes time
    select least(
        (
            select min(m.effective_date)
            from finance.receivable_movement as m
            where receivable_open_as_of.of_company is null or m.company = receivable_open_as_of.of_company
        ),
        (
            select min(u.effective_date)
            from finance.unbilled_movement as u
            where receivable_open_as_of.of_company is null or u.company = receivable_open_as_of.of_company
        )
    )
    into first_day;
    if first_day >= date_trunc('month', receivable_open_as_of.as_of::timestamp) + interval '1 month' then
        raise exception using errcode = '22023', message = format(
            'as_of is %s, which is before the first period with receivables: give a day from %s on',
            receivable_open_as_of.as_of, date_trunc('month', first_day::timestamp)::date);
    end if;
end if;
end
$$;

revoke execute on function finance.receivable_open_as_of from public;
grant execute on function finance.receivable_open_as_of to finance_reader;
