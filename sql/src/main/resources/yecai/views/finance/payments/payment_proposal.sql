-- What could be asked to be paid now: finance.payment_proposal_on of each company's today. of_company: that company only.
create or replace function finance.payment_proposal(of_company text default null)
returns table (
    source text,
    company text,
    supplier text,
    supplier_name text,
    document_no text,
    due_date date,
    discount_until date,
    discount_yield numeric,
    pay_on date,
    transaction_currency text,
    open numeric,
    discount numeric,
    amount numeric,
    blocks text [],
    request text,
    request_state text,
    payable_item_key text
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
select
    p.source,
    p.company,
    p.supplier,
    p.supplier_name,
    p.document_no,
    p.due_date,
    p.discount_until,
    p.discount_yield,
    p.pay_on,
    p.transaction_currency,
    p.open,
    p.discount,
    p.amount,
    p.blocks,
    p.request,
    p.request_state,
    p.payable_item_key
from finance.payment_proposal_on(null, payment_proposal.of_company) as p
$$;

revoke execute on function finance.payment_proposal from public;
grant execute on function finance.payment_proposal to finance_reader;
