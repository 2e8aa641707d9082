-- What companies of the group claimed from and owed each other up to the end of a day, movement by movement, as each one's own books
-- say. side 'claim': receivables (finance.receivable_movement) of company from counterparty_company. side 'debt': posted lines of payable
-- accounts of the ledger, where debts are found as long as no payable items of the ERPs are mapped. amount is positive for a claim
-- and for a debt.
create or replace function finance.intercompany_movement(as_of date)
returns table (
    source text,
    company text,
    counterparty_company text,
    side text,
    account text,
    document_type text,
    document_no text,
    movement text,
    effective_date date,
    currency text,
    amount numeric,
    functional_currency text,
    amount_functional numeric,
    entity_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
if intercompany_movement.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day up to whose end the movements are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif intercompany_movement.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', intercompany_movement.as_of);
end if;
return query
select
    m.source,
    m.company,
    m.counterparty_company,
    'claim' as side,
    m.account,
    m.document_type,
    m.document_no,
    m.movement,
    m.effective_date,
    m.transaction_currency as currency,
    m.amount,
    m.functional_currency,
    m.amount_functional,
    m.entity_key
from finance.receivable_movement as m
where m.counterparty_company is not null and (m.effective_date > intercompany_movement.as_of) is not true
union all
select
    g.source,
    g.company,
    g.counterparty_company,
    'debt',
    g.account,
    g.document_type,
    g.document_no,
    'posted',
    g.posting_date,
    g.transaction_currency,
    -g.amount_transaction,
    g.functional_currency,
    g.credit - g.debit,
    g.entity_key
from finance.general_ledger as g
where
    g.control_kind = 'payable'
    and g.status = 'posted'
    and g.counterparty_company is not null
    and (g.posting_date > intercompany_movement.as_of) is not true;
end
$$;

revoke execute on function finance.intercompany_movement from public;
grant execute on function finance.intercompany_movement to finance_reader;
