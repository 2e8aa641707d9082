-- What suppliers are owed, or were paid ahead, at the end of a day, without what finance.payable_as_of looks up for each: one row per item
-- that is open then and payment that is not yet applied (kind 'unapplied'). Debts are positive. What is received and not invoiced is
-- no part of it: finance.grni_as_of has it. of_company: that company only.
create or replace function finance.payable_open_as_of(as_of date, of_company text default null)
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
    transaction_currency text,
    original numeric,
    open numeric,
    functional_currency text,
    open_functional numeric,
    entity_key text,
    supplier_invoice_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day date;
begin
if payable_open_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the payables are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif payable_open_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', payable_open_as_of.as_of);
end if;
return query
select
    m.source,
    m.company,
    m.counterparty_company,
    m.supplier,
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
    m.payable_item as entity_key,
    m.supplier_invoice_key
from finance.payable_movement as m
where
    (m.effective_date > payable_open_as_of.as_of) is not true
    and (payable_open_as_of.of_company is null or m.company = payable_open_as_of.of_company)
group by
    m.source, m.payable_item, m.kind, m.company, m.counterparty_company, m.supplier, m.account, m.document_type,
    m.document_no, m.line_no, m.document_date, m.posting_date, m.due_date, m.transaction_currency, m.functional_currency,
    m.supplier_invoice_key
having sum(m.amount) <> 0 or sum(m.amount_functional) <> 0 or count(m.amount) < count(*);
if not found then
    -- asked only now, since planning each question to a governed view takes time
    select min(m.effective_date)
    into first_day
    from finance.payable_movement as m
    where payable_open_as_of.of_company is null or m.company = payable_open_as_of.of_company;
    if first_day >= date_trunc('month', payable_open_as_of.as_of::timestamp) + interval '1 month' then
        raise exception using errcode = '22023', message = format(
            'as_of is %s, which is before the first period with payables: give a day from %s on',
            payable_open_as_of.as_of, date_trunc('month', first_day::timestamp)::date);
    end if;
end if;
end
$$;

revoke execute on function finance.payable_open_as_of from public;
grant execute on function finance.payable_open_as_of to finance_reader;
