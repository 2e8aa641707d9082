-- Monetary items in another currency than their company's at the end of a day, at the group's closing rate: one row per receivable
-- (item_kind 'receivable': finance.receivable_open_as_of; what is delivered and not billed is a claim too; prepayments and retentions are
-- left out), bank account ('bank'), and debt by account, supplier and currency ('payable': the balance of posted lines of payable
-- accounts, as long as no payable items of the ERPs are mapped). open is in its currency, booked in the company's, revalued is open at
-- closing_rate; all three are positive for what the company has, and for what it owes. unrealised is the gain that is not booked (a loss
-- is negative). realised is the gain booked as exchange differences on the item from the beginning of the day's year; a receivable that has
-- such a difference is listed when it is settled, too. A closing rate is that of the exact end of a month: on another day, or without one, revalued and
-- unrealised are null (unconverted). of_company: that company only.
create or replace function finance.fx_revaluation(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    item_kind text,
    kind text,
    account text,
    customer text,
    supplier text,
    document_no text,
    transaction_currency text,
    open numeric,
    functional_currency text,
    booked numeric,
    closing_rate numeric,
    rate_date date,
    revalued numeric,
    unrealised numeric,
    realised numeric,
    unconverted boolean,
    entity_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
return query
with realised as materialized (
    select a.source, a.receivable_item, sum(a.amount_functional) as loss
    from finance.receivable_adjustment as a
    where
        a.kind = 'exchange_difference'
        and coalesce(a.posting_date, a.document_date)
            between date_trunc('year', fx_revaluation.as_of::timestamp)::date and fx_revaluation.as_of
        and (fx_revaluation.of_company is null or a.company = fx_revaluation.of_company)
    group by a.source, a.receivable_item
),
open_receivable as materialized (
    select
        i.source, i.company, i.counterparty_company, i.kind, i.account, i.customer, i.document_no, i.transaction_currency, i.open,
        i.functional_currency, i.open_functional, i.entity_key
    from finance.receivable_open_as_of(fx_revaluation.as_of, fx_revaluation.of_company) as i
    where i.transaction_currency <> i.functional_currency and i.kind not in ('prepayment', 'retention')
),
item as materialized (
    select
        o.source, o.company, o.counterparty_company, 'receivable' as item_kind, o.kind, o.account, o.customer, null::text as supplier,
        o.document_no, o.transaction_currency, o.open, o.functional_currency, o.open_functional as booked,
        -coalesce(d.loss, 0) as realised, 1 as direction, o.entity_key
    from open_receivable as o
    left join realised as d on d.source = o.source and d.receivable_item = o.entity_key and o.kind <> 'unbilled'
    union all
    select
        i.source, i.company, i.counterparty_company, 'receivable', i.kind, i.account, i.customer, null,
        i.document_no, i.transaction_currency, 0, i.functional_currency, 0, -d.loss, 1, i.entity_key
    from realised as d
    inner join finance.receivable_item as i on i.source = d.source and i.entity_key = d.receivable_item
    where
        i.transaction_currency <> i.functional_currency
        and i.kind not in ('prepayment', 'retention')
        and not exists (
            select from open_receivable as o where o.source = i.source and o.entity_key = i.entity_key and o.kind <> 'unbilled'
        )
    union all
    select
        b.source, b.company, null, 'bank', 'bank', b.account, null, null, b.bank_account, b.transaction_currency,
        coalesce(b.opening_balance, 0) + coalesce(t.amount, 0),
        b.functional_currency,
        coalesce(b.opening_balance_functional, 0) + coalesce(t.amount_functional, 0),
        null, 1, b.entity_key
    from finance.bank_account as b
    left join (
        select x.source, x.company, x.bank_account, sum(x.amount) as amount, sum(x.amount_functional) as amount_functional
        from finance.bank_transaction as x
        where (x.posting_date > fx_revaluation.as_of) is not true
        group by x.source, x.company, x.bank_account
    ) as t on t.source = b.source and t.company = b.company and t.bank_account = b.bank_account
    where
        b.transaction_currency <> b.functional_currency
        and (fx_revaluation.of_company is null or b.company = fx_revaluation.of_company)
    union all
    select
        g.source, g.company, g.counterparty_company, 'payable', 'balance', g.account, null, g.supplier, null, g.transaction_currency,
        -sum(g.amount_transaction), g.functional_currency, sum(g.credit - g.debit), null, -1,
        concat_ws(':', g.company, g.account, g.supplier, g.counterparty_company, g.transaction_currency)
    from finance.general_ledger as g
    where
        g.control_kind = 'payable'
        and g.status = 'posted'
        and g.transaction_currency <> g.functional_currency
        and (g.posting_date > fx_revaluation.as_of) is not true
        and (fx_revaluation.of_company is null or g.company = fx_revaluation.of_company)
    group by g.source, g.company, g.counterparty_company, g.account, g.supplier, g.transaction_currency, g.functional_currency
    having sum(g.amount_transaction) <> 0 or sum(g.credit - g.debit) <> 0
),
rate as materialized (
    select p.transaction_currency, p.functional_currency, f.rate, f.rate_date
    from (select distinct i.transaction_currency, i.functional_currency from item as i) as p
    cross join lateral finance.rate(p.transaction_currency, p.functional_currency, 'closing', fx_revaluation.as_of) as f
    where p.transaction_currency ~ '^[A-Z]{3}$' and p.functional_currency ~ '^[A-Z]{3}$'
),
places as materialized (
    select c.source, c.currency, min(c.decimals) as places from finance.currency as c group by c.source, c.currency
)
select
    i.source,
    i.company,
    i.counterparty_company,
    i.item_kind,
    i.kind,
    i.account,
    i.customer,
    i.supplier,
    i.document_no,
    i.transaction_currency,
    i.open,
    i.functional_currency,
    i.booked,
    r.rate as closing_rate,
    r.rate_date,
    v.revalued,
    (v.revalued - i.booked) * i.direction as unrealised,
    i.realised,
    v.revalued is null as unconverted,
    i.entity_key
from item as i
left join rate as r on r.transaction_currency = i.transaction_currency and r.functional_currency = i.functional_currency
left join places as p on p.source = i.source and p.currency = i.functional_currency
cross join lateral (
    select case when i.open = 0 then 0 else round(i.open * r.rate, coalesce(p.places, 2)) end as revalued
) as v
where i.open <> 0 or i.booked <> 0 or i.realised <> 0;
end
$$;

revoke execute on function finance.fx_revaluation from public;
grant execute on function finance.fx_revaluation to finance_reader;
