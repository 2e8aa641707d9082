-- Subledgers beside the ledger at the end of a day, by company and control kind, in the company's currency: receivables and bank by
-- account, stock and work in progress as a whole (account is null, since their movements name none). Receivables are billed items and
-- receipts that are not applied; stock is that of the company's own and what it has in the books elsewhere; work in progress all cost
-- entries of orders. difference is ledger less subledger, null where the ledger has no such account. What explains it to the cent is
-- in explained: 'manual_journal', posted lines of the control account that name no document they come from, or 'draft', what the
-- ledger has not posted yet, each with amount, n and up to ten documents; unexplained is the rest. items_without_account counts what
-- the subledger holds without an account. of_company: that company only.
create or replace function finance.subledger_reconciliation(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    control_kind text,
    account text,
    functional_currency text,
    subledger_amount numeric,
    ledger_amount numeric,
    difference numeric,
    explained jsonb,
    unexplained numeric,
    drafts numeric,
    items_without_account bigint
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
if subledger_reconciliation.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the subledgers are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif subledger_reconciliation.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', subledger_reconciliation.as_of);
end if;
return query
with subledger as materialized (
    select
        m.source,
        m.company,
        'receivable' as control_kind,
        m.account,
        m.functional_currency,
        sum(m.amount_functional) as amount,
        count(distinct m.receivable_item) filter (where m.account is null) as without_account
    from finance.receivable_movement as m
    where
        (m.effective_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or m.company = subledger_reconciliation.of_company)
    group by m.source, m.company, m.account, m.functional_currency
    union all
    select p.source, p.company, 'stock', null, p.functional_currency, sum(p.amount), 0
    from finance.stock_position(subledger_reconciliation.of_company) as p
    where (p.day > subledger_reconciliation.as_of) is not true
    group by p.source, p.company, p.functional_currency
    union all
    select c.source, c.company, 'wip', null, c.functional_currency, sum(c.amount_functional), 0
    from finance.cost_ledger as c
    where
        (c.posting_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or c.company = subledger_reconciliation.of_company)
    group by c.source, c.company, c.functional_currency
    union all
    select
        b.source,
        b.company,
        'bank',
        b.account,
        b.functional_currency,
        sum(coalesce(b.opening_balance_functional, 0) + coalesce(t.amount, 0)),
        count(*) filter (where b.account is null)
    from finance.bank_account as b
    left join (
        select x.source, x.company, x.bank_account, sum(x.amount_functional) as amount
        from finance.bank_transaction as x
        where (x.posting_date > subledger_reconciliation.as_of) is not true
        group by x.source, x.company, x.bank_account
    ) as t on t.source = b.source and t.company = b.company and t.bank_account = b.bank_account
    where subledger_reconciliation.of_company is null or b.company = subledger_reconciliation.of_company
    group by b.source, b.company, b.account, b.functional_currency
),
ledger as materialized (
    select
        g.source,
        g.company,
        g.control_kind,
        case when g.control_kind in ('receivable', 'bank') then g.account end as account,
        g.functional_currency,
        sum(g.debit - g.credit) filter (where g.status = 'posted') as amount,
        sum(g.debit - g.credit) filter (where g.status = 'draft') as draft,
        count(*) filter (where g.status = 'draft') as drafts,
        (array_agg(distinct g.document_no) filter (where g.status = 'draft'))[1:10] as draft_documents,
        sum(g.debit - g.credit) filter (where g.status = 'posted' and g.origin_key is null) as manual,
        count(*) filter (where g.status = 'posted' and g.origin_key is null) as manuals,
        (array_agg(distinct g.document_no) filter (where g.status = 'posted' and g.origin_key is null))[1:10] as manual_documents
    from finance.general_ledger as g
    where
        g.control_kind in ('receivable', 'stock', 'wip', 'bank')
        and g.status in ('posted', 'draft')
        and (g.posting_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or g.company = subledger_reconciliation.of_company)
    group by 1, 2, 3, 4, 5
),
compared as (
    select
        coalesce(s.source, l.source) as source,
        coalesce(s.company, l.company) as company,
        coalesce(s.control_kind, l.control_kind) as control_kind,
        coalesce(s.account, l.account) as account,
        coalesce(s.functional_currency, l.functional_currency) as functional_currency,
        coalesce(s.amount, 0) as subledger_amount,
        l.amount as ledger_amount,
        l.amount - coalesce(s.amount, 0) as difference,
        coalesce(l.draft, 0) as draft,
        coalesce(l.manual, 0) as manual,
        jsonb_build_object('reason', 'draft', 'amount', -l.draft, 'n', l.drafts, 'documents', l.draft_documents) as as_draft,
        jsonb_build_object('reason', 'manual_journal', 'amount', l.manual, 'n', l.manuals, 'documents', l.manual_documents)
            as as_manual,
        coalesce(s.without_account, 0) as items_without_account
    from subledger as s
    full join ledger as l
        on (l.source, l.company, l.control_kind, coalesce(l.account, ''), l.functional_currency)
        = (s.source, s.company, s.control_kind, coalesce(s.account, ''), s.functional_currency)
)
select
    c.source,
    c.company,
    c.control_kind,
    c.account,
    c.functional_currency,
    c.subledger_amount,
    c.ledger_amount,
    c.difference,
    e.explained,
    case when jsonb_array_length(e.explained) > 0 then 0 else c.difference end as unexplained,
    c.draft as drafts,
    c.items_without_account
from compared as c
cross join lateral (
    select
        case
            when c.difference is null or c.difference = 0 then '[]'::jsonb
            when c.difference = c.manual then jsonb_build_array(c.as_manual)
            when c.difference = -c.draft then jsonb_build_array(c.as_draft)
            when c.difference = c.manual - c.draft then jsonb_build_array(c.as_manual, c.as_draft)
            else '[]'::jsonb
        end as explained
) as e;
end
$$;

revoke execute on function finance.subledger_reconciliation from public;
grant execute on function finance.subledger_reconciliation to finance_reader;
