-- Subledgers beside the ledger at the end of a day, by company and control kind, in the company's currency and as in the ledger, debit
-- less credit, so that debts are negative: receivables, payables and bank by account; stock by account where the materials say theirs, work
-- in progress where a company has one account for it; goods received and not invoiced ('grni') and the rest of stock and work in progress
-- as a whole (account is null, since their movements name none). Receivables and payables are billed items and
-- money that is not applied; stock is that of the company's own and what it has in the books elsewhere; work in progress all cost
-- entries of orders. difference is ledger less subledger, null where the ledger has no such account, where the source has no such
-- subledger, or where an amount of it is not known in the company's currency. What explains it to the cent is
-- in explained: 'manual_journal', posted lines of the control account that name no document they come from, 'draft', what the
-- ledger has not posted yet, or 'other_value', what the ERP posts for a stock movement at another value than the movement's own (goods
-- at a fixed cost), each with amount, n and up to ten documents; unexplained is the rest. items_without_account counts what
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
declare
    first_day date;
begin
if subledger_reconciliation.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the subledgers are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif subledger_reconciliation.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', subledger_reconciliation.as_of);
end if;
if not exists (
    select
    from finance.general_ledger as g
    where
        g.status in ('posted', 'draft')
        and g.posting_date < date_trunc('month', subledger_reconciliation.as_of::timestamp) + interval '1 month'
        and (subledger_reconciliation.of_company is null or g.company = subledger_reconciliation.of_company)
) then
    select min(g.posting_date)
    into first_day
    from finance.general_ledger as g
    where
        g.status in ('posted', 'draft')
        and (subledger_reconciliation.of_company is null or g.company = subledger_reconciliation.of_company);
    if first_day is not null then
        raise exception using errcode = '22023', message = format(
            'as_of is %s, which is before the first period with postings: give a day from %s on',
            subledger_reconciliation.as_of, date_trunc('month', first_day::timestamp)::date);
    end if;
end if;
return query
with found as materialized (
    select
        m.source,
        m.company,
        'receivable' as control_kind,
        m.account,
        m.functional_currency,
        case when count(*) = count(m.amount_functional) then sum(m.amount_functional) end as amount,
        count(distinct m.receivable_item) filter (where m.account is null) as without_account
    from finance.receivable_movement as m
    where
        (m.effective_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or m.company = subledger_reconciliation.of_company)
    group by m.source, m.company, m.account, m.functional_currency
    union all
    select
        k.source,
        k.company,
        k.control_kind,
        k.account,
        k.functional_currency,
        case when count(*) = count(k.amount_functional) then sum(k.amount_functional) end,
        count(*) filter (where k.control_kind in ('bank', 'payable') and k.account is null)
    from finance.subledger_movement as k
    where
        (k.effective_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or k.company = subledger_reconciliation.of_company)
    group by k.source, k.company, k.control_kind, k.account, k.functional_currency
),
-- whose stock and work in progress name an account throughout
named as materialized (
    select f.source, f.company, f.control_kind
    from found as f
    where f.control_kind in ('stock', 'wip')
    group by f.source, f.company, f.control_kind
    having count(*) = count(f.account)
),
subledger as materialized (
    select
        f.source,
        f.company,
        f.control_kind,
        case when f.control_kind not in ('stock', 'wip') or n.control_kind is not null then f.account end as account,
        f.functional_currency,
        case when count(*) = count(f.amount) then sum(f.amount) end as amount,
        sum(f.without_account) as without_account
    from found as f
    left join named as n
        on n.source = f.source and n.company is not distinct from f.company and n.control_kind = f.control_kind
    group by 1, 2, 3, 4, 5
),
ledger as materialized (
    select
        g.source,
        g.company,
        g.control_kind,
        case
            when g.control_kind in ('receivable', 'payable', 'bank') or n.control_kind is not null then g.account
        end as account,
        g.functional_currency,
        sum(g.debit - g.credit) filter (where g.status = 'posted') as amount,
        sum(g.debit - g.credit) filter (where g.status = 'draft') as draft,
        count(*) filter (where g.status = 'draft') as drafts,
        (array_agg(distinct g.document_no) filter (where g.status = 'draft'))[1:10] as draft_documents,
        sum(g.debit - g.credit) filter (where g.status = 'posted' and g.origin_key is null) as manual,
        count(*) filter (where g.status = 'posted' and g.origin_key is null) as manuals,
        (array_agg(distinct g.document_no) filter (where g.status = 'posted' and g.origin_key is null))[1:10] as manual_documents
    from finance.general_ledger as g
    left join named as n
        on n.source = g.source and n.company is not distinct from g.company and n.control_kind = g.control_kind
    where
        g.control_kind in ('receivable', 'payable', 'grni', 'stock', 'wip', 'bank')
        and g.status in ('posted', 'draft')
        and (g.posting_date > subledger_reconciliation.as_of) is not true
        and (subledger_reconciliation.of_company is null or g.company = subledger_reconciliation.of_company)
    group by 1, 2, 3, 4, 5
),
-- what the ledger says of a stock movement by the voucher of that movement, less what the movement itself says
valued as materialized (
    select
        v.source,
        v.company,
        v.account,
        v.functional_currency,
        sum(v.difference) as amount,
        count(*) as n,
        (array_agg(distinct v.document_no))[1:10] as documents
    from (
        select
            g.source,
            g.company,
            case when n.control_kind is not null then g.account end as account,
            g.functional_currency,
            min(g.document_no) as document_no,
            sum(g.debit - g.credit) - min(k.amount_functional) as difference
        from finance.general_ledger as g
        inner join finance.subledger_movement as k
            on k.source = g.source and k.company = g.company and k.entity = g.origin_entity and k.entity_key = 'stock ' || g.origin_key
        left join named as n
            on n.source = g.source and n.company is not distinct from g.company and n.control_kind = g.control_kind
        where
            g.control_kind = 'stock'
            and g.origin_entity = 'stock_movement'
            and g.status = 'posted'
            and (g.posting_date > subledger_reconciliation.as_of) is not true
            and (subledger_reconciliation.of_company is null or g.company = subledger_reconciliation.of_company)
        group by g.source, g.company, 3, g.functional_currency, g.origin_key
        having sum(g.debit - g.credit) <> min(k.amount_functional)
    ) as v
    group by v.source, v.company, v.account, v.functional_currency
),
-- once, not for every time that a difference is named
compared as materialized (
    select
        coalesce(s.source, l.source) as source,
        coalesce(s.company, l.company) as company,
        coalesce(s.control_kind, l.control_kind) as control_kind,
        coalesce(s.account, l.account) as account,
        coalesce(s.functional_currency, l.functional_currency) as functional_currency,
        k.amount as subledger_amount,
        l.amount as ledger_amount,
        l.amount - k.amount as difference,
        coalesce(l.draft, 0) as draft,
        coalesce(l.manual, 0) as manual,
        jsonb_build_object('reason', 'draft', 'amount', -l.draft, 'n', l.drafts, 'documents', l.draft_documents) as as_draft,
        jsonb_build_object('reason', 'manual_journal', 'amount', l.manual, 'n', l.manuals, 'documents', l.manual_documents)
            as as_manual,
        coalesce(v.amount, 0) as valued,
        jsonb_build_object('reason', 'other_value', 'amount', v.amount, 'n', v.n, 'documents', v.documents) as as_valued,
        coalesce(s.without_account, 0)::bigint as items_without_account
    from subledger as s
    full join ledger as l
        on (l.source, l.company, l.control_kind, coalesce(l.account, ''), l.functional_currency)
        = (s.source, s.company, s.control_kind, coalesce(s.account, ''), s.functional_currency)
    left join valued as v
        on l.control_kind = 'stock'
        and (v.source, v.company, coalesce(v.account, ''), v.functional_currency)
            = (l.source, l.company, coalesce(l.account, ''), l.functional_currency)
    -- nothing of a kind that the source has is 0, a kind that it does not have is unknown; not planned anew where it is named again
    cross join lateral (
        select
            case
                when s.source is not null then s.amount
                when l.control_kind = 'receivable' then 0
                when exists (
                    select from finance.subledger_movement as o where o.source = l.source and o.control_kind = l.control_kind
                ) then 0
            end as amount
        offset 0
    ) as k
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
            when c.difference = c.valued then jsonb_build_array(c.as_valued)
            when c.difference = c.valued + c.manual then jsonb_build_array(c.as_valued, c.as_manual)
            when c.difference = c.valued - c.draft then jsonb_build_array(c.as_valued, c.as_draft)
            else '[]'::jsonb
        end as explained
) as e;
end
$$;

revoke execute on function finance.subledger_reconciliation from public;
grant execute on function finance.subledger_reconciliation to finance_reader;
