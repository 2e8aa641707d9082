-- Open receivables by age at the end of a day. basis: 'due_date', or 'occurrence' for the age since the document's date.
-- Works back from what is open now by undoing allocations, adjustments and billings of later dates, so that today it
-- equals finance.receivable_aging. Later billings are known where invoice lines name their shipment line.
create or replace function finance.receivable_aging_as_of(as_of date, basis text default 'due_date')
returns table (
    source text,
    company text,
    customer text,
    currency text,
    functional_currency text,
    not_due numeric,
    d1_30 numeric,
    d31_60 numeric,
    d61_90 numeric,
    d91_180 numeric,
    d181_plus numeric,
    undated numeric,
    unbilled numeric,
    unapplied_credits numeric,
    billed numeric,
    total numeric,
    not_due_functional numeric,
    d1_30_functional numeric,
    d31_60_functional numeric,
    d61_90_functional numeric,
    d91_180_functional numeric,
    d181_plus_functional numeric,
    undated_functional numeric,
    unbilled_functional numeric,
    unapplied_credits_functional numeric,
    billed_functional numeric,
    total_functional numeric
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
select
    i.source,
    i.company,
    i.customer,
    i.transaction_currency as currency,
    i.functional_currency,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days <= 0), 0) as not_due,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 1 and 30), 0) as d1_30,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 31 and 60), 0) as d31_60,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 61 and 90), 0) as d61_90,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 91 and 180), 0) as d91_180,
    coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days > 180), 0) as d181_plus,
    coalesce(sum(i.amount) filter (where i.bucket = 'undated'), 0) as undated,
    coalesce(sum(i.amount) filter (where i.bucket = 'unbilled'), 0) as unbilled,
    coalesce(sum(i.amount) filter (where i.bucket = 'credit'), 0) as unapplied_credits,
    coalesce(sum(i.amount) filter (where i.bucket <> 'unbilled'), 0) as billed,
    coalesce(sum(i.amount), 0) as total,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days <= 0), 0) as not_due_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 1 and 30), 0) as d1_30_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 31 and 60), 0) as d31_60_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 61 and 90), 0) as d61_90_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 91 and 180), 0) as d91_180_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days > 180), 0) as d181_plus_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'undated'), 0) as undated_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'unbilled'), 0) as unbilled_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'credit'), 0) as unapplied_credits_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket <> 'unbilled'), 0) as billed_functional,
    coalesce(sum(i.amount_functional), 0) as total_functional
from (
    select
        o.source,
        o.company,
        o.customer,
        o.transaction_currency,
        o.functional_currency,
        case
            when o.kind in ('credit', 'prepayment', 'on_account') then 'credit'
            when o.kind = 'unbilled' then 'unbilled'
            when b.aged_from is null then 'undated'
            else 'dated'
        end as bucket,
        as_of - b.aged_from as days,
        o.open_transaction + coalesce(later.amount, 0) as amount,
        o.open_ledger + coalesce(later.amount_functional, 0) as amount_functional
    from finance.receivable_item as o
    cross join lateral (
        select case basis when 'occurrence' then o.document_date when 'due_date' then o.due_date end as aged_from
    ) as b
    left join (
        select
            a.source,
            a.entity_key,
            a.billed,
            sum(a.amount) as amount,
            sum(a.amount_functional) as amount_functional
        from (
            select x.source, x.receivable_item as entity_key, true as billed, x.amount, x.amount_functional
            from finance.receipt_allocation as x
            where x.allocation_date > as_of
            union all
            select x.source, x.credit_item, true, -x.amount, -x.amount_functional
            from finance.receipt_allocation as x
            where x.allocation_date > as_of and x.credit_item is not null
            union all
            select x.source, r.entity_key, true, -x.amount, -x.amount_functional
            from finance.receipt_allocation as x
            inner join finance.receivable_item as r on r.source = x.source and r.receipt_key = x.receipt
            where x.allocation_date > as_of and x.credit_item is null and r.billed
            union all
            select j.source, j.receivable_item, true, j.amount, j.amount_functional
            from finance.receivable_adjustment as j
            where j.posting_date > as_of
            union all
            select l.source, l.shipment_line, false, l.gross, l.gross_functional
            from finance.customer_invoice_line as l
            where l.posting_date > as_of and l.shipment_line is not null
        ) as a
        group by a.source, a.entity_key, a.billed
    ) as later on later.source = o.source and later.entity_key = o.entity_key and later.billed = o.billed
    -- what is unbilled counts from the day on which it was recognized, not from the day on which it was shipped
    where case when o.billed then coalesce(o.posting_date, o.document_date) else o.document_date end <= as_of
) as i
where i.amount <> 0 or i.amount_functional <> 0
group by i.source, i.company, i.customer, i.transaction_currency, i.functional_currency
$$;

revoke execute on function finance.receivable_aging_as_of from public;
grant execute on function finance.receivable_aging_as_of to finance_reader;
