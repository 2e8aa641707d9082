-- What the ERPs say now of what is to be paid. Owned by the role that sees every company, for functions that write for finance, which
-- look at the writer's scope themselves.

set local role yecai_mart_all;

-- An open item of a supplier that may be paid; none if it is settled, reversed or not of that source. open is in its currency.
create or replace function hub.item_to_pay(source text, payable_item text)
returns table (company text, supplier text, currency text, open numeric, document_no text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.company, p.supplier, p.transaction_currency, p.open_transaction, p.document_no
    from canon.payable_item as p
    where p.source = item_to_pay.source
        and p.entity_key = item_to_pay.payable_item
        and p.open_transaction > 0
        and p.reversed_by is null
$$;

-- A purchase order that may be paid ahead of its goods; none if it is not confirmed, or ended. gross is of all of its lines.
create or replace function hub.order_to_pay(source text, purchase_order text)
returns table (company text, supplier text, currency text, open numeric, document_no text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select o.company, o.supplier, o.transaction_currency, sum(l.gross), o.document_no
    from canon.purchase_order as o
    inner join canon.purchase_order_line as l on l.source = o.source and l.purchase_order = o.entity_key
    where o.source = order_to_pay.source
        and o.entity_key = order_to_pay.purchase_order
        and o.status not in ('draft', 'cancelled', 'closed')
    group by o.company, o.supplier, o.transaction_currency, o.document_no
$$;

-- What was paid of an item by payments that became known after a moment.
create or replace function hub.paid_since(source text, payable_item text, since timestamptz) returns numeric
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(sum(a.amount), 0)
    from canon.payment_allocation as a
    where a.source = paid_since.source
        and a.payable_item = paid_since.payable_item
        and a.payment is not null
        and a.source_committed_at > since
$$;

-- A payment of the ERP, by its document's number; none if it is a draft or reversed, or not of that supplier.
create or replace function hub.payment_made(source text, company text, supplier text, document_no text)
returns table (entity_key text, currency text, amount numeric)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select p.entity_key, p.transaction_currency, p.amount
    from canon.payment as p
    where p.source = payment_made.source
        and p.company = payment_made.company
        and p.supplier = payment_made.supplier
        and p.document_no = payment_made.document_no
        and p.status <> 'draft'
        and p.reversed_by is null
$$;

revoke execute on function hub.item_to_pay, hub.order_to_pay, hub.paid_since, hub.payment_made from public;
grant execute on function hub.item_to_pay, hub.order_to_pay, hub.paid_since, hub.payment_made to yecai_books;
