-- What could be asked to be paid now, one row per open item of a supplier: how much of it, when, and what holds it up. amount is what is open, or
-- less where the three-way match lets only a part of its invoice be paid (finance.three_way_match); blocks are those of the invoice's
-- lines. pay_on is the due date, today for what is overdue; null where nothing is due on a day. Cash discounts are not known to the hub. An item
-- that is in a request already is shown with it. of_company: that company only.
create or replace function finance.payment_proposal(of_company text default null)
returns table (
    source text,
    company text,
    supplier text,
    supplier_name text,
    document_no text,
    due_date date,
    pay_on date,
    transaction_currency text,
    open numeric,
    amount numeric,
    blocks text [],
    request text,
    request_state text,
    payable_item_key text
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
with line as materialized (
    select m.source, m.supplier_invoice_key, m.payable_within_tolerance, m.blocked_amount, m.blocks
    from finance.three_way_match as m
    where payment_proposal.of_company is null or m.company = payment_proposal.of_company
),

invoice as (
    select
        l.source,
        l.supplier_invoice_key,
        sum(l.blocked_amount) as blocked,
        array(
            select distinct b.block
            from line as k
            cross join lateral unnest(k.blocks) as b (block)
            where k.source = l.source and k.supplier_invoice_key = l.supplier_invoice_key
            order by b.block
        ) as blocks
    from line as l
    group by l.source, l.supplier_invoice_key
),

live as materialized (
    select r.source, r.payable_item_key, r.request, r.state
    from finance.payment_request as r
    where r.state in ('requested', 'approved', 'exported') and r.payable_item_key is not null
)

select
    p.source,
    p.company,
    p.supplier,
    p.supplier_name,
    p.document_no,
    p.due_date,
    p.due_date + p.days_overdue as pay_on,
    p.transaction_currency,
    p.open_transaction as open,
    greatest(p.open_transaction - coalesce(greatest(i.blocked, 0), 0), 0) as amount,
    coalesce(i.blocks, '{}') as blocks,
    r.request,
    r.state as request_state,
    p.entity_key as payable_item_key
from finance.payable_item as p
left join invoice as i on i.source = p.source and i.supplier_invoice_key = p.supplier_invoice
left join live as r on r.source = p.source and r.payable_item_key = p.entity_key
where
    p.open_transaction > 0
    and (payment_proposal.of_company is null or p.company = payment_proposal.of_company)
order by p.due_date, p.company, p.entity_key
$$;

revoke execute on function finance.payment_proposal from public;
grant execute on function finance.payment_proposal to finance_reader;
