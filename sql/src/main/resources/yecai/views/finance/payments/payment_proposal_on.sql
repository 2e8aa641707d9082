-- What could be asked to be paid if it were a given day (the company's today where it is null), of what is open now, one row per open item of
-- a supplier: how much of it, when, and what holds it up. amount is what is open, or less where the three-way match lets only a part of
-- its invoice be paid (finance.three_way_match), less the cash discount where it is taken; blocks are those of the invoice's lines, and
-- 'bank_changed' where the supplier's bank details changed in the last days (finance.set_buying_rule says how many, else 30): nothing
-- of such an item is proposed. pay_on is the last day of the discount where it is taken, else the due date, or the day itself if that has
-- passed; null where nothing is due on a day. discount is taken of an item that nothing holds up, until its last day, where its yield (in
-- percent a year: what is saved by what is paid, for the days from the discount's last day to the due date) is above the cost of capital of
-- finance.set_buying_rule; discount_yield shows it whether or not it is. An item that is in a request already is shown with it. of_company:
-- that company only.
create or replace function finance.payment_proposal_on(on_day date, of_company text default null)
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
with line as materialized (
    select m.source, m.supplier_invoice_key, m.payable_within_tolerance, m.blocked_amount, m.blocks
    from finance.three_way_match as m
    where payment_proposal_on.of_company is null or m.company = payment_proposal_on.of_company
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
    p.discount_until,
    y.yield as discount_yield,
    case when t.is_taken then p.discount_until else greatest(p.due_date, d.today) end as pay_on,
    p.transaction_currency,
    p.open_transaction as open,
    case when t.is_taken then y.discount else 0 end as discount,
    case
        when t.is_taken then p.open_transaction - y.discount
        when s.bank_changed then 0
        else greatest(p.open_transaction - coalesce(greatest(i.blocked, 0), 0), 0)
    end as amount,
    coalesce(i.blocks, '{}') || case when s.bank_changed then array['bank_changed'] else '{}' end as blocks,
    r.request,
    r.state as request_state,
    p.entity_key as payable_item_key
from finance.payable_item as p
left join invoice as i on i.source = p.source and i.supplier_invoice_key = p.supplier_invoice
left join live as r on r.source = p.source and r.payable_item_key = p.entity_key
left join lateral (
    select w.cost_of_capital, w.bank_change_days
    from finance.buying_rule as w
    where w.company = p.company and w.currency = p.transaction_currency and w.superseded_at = 'infinity'
    limit 1
) as w on true
cross join lateral (
    select coalesce(payment_proposal_on.on_day, (statement_timestamp() at time zone coalesce((
        select min(c.time_zone) from finance.company as c where c.source = p.source and c.company = p.company
    ), 'UTC'))::date) as today
) as d
cross join lateral (
    select coalesce(bool_or(
        v.bank_changed_on > d.today - coalesce(w.bank_change_days, 30) and v.bank_changed_on <= d.today
    ), false) as bank_changed
    from finance.supplier as v
    where v.source = p.source and v.supplier = p.supplier
) as s
cross join lateral (
    select
        x.discount,
        case
            when x.discount > 0 and p.due_date > p.discount_until
                then round(100 * x.discount / nullif(p.open_transaction - x.discount, 0) * 365 / (p.due_date - p.discount_until), 2)
        end as yield
    from (select least(greatest(p.discount - p.discount_taken, 0), p.open_transaction) as discount) as x
) as y
cross join lateral (
    select
        (
            y.discount > 0
            and p.discount_until >= d.today
            and coalesce(y.yield > coalesce(w.cost_of_capital, 0), true)
            and coalesce(i.blocked, 0) <= 0
            and coalesce(i.blocks, '{}') = '{}'
            and not s.bank_changed
        ) is true as is_taken
) as t
where
    p.open_transaction > 0
    and (payment_proposal_on.of_company is null or p.company = payment_proposal_on.of_company)
order by p.due_date, p.company, p.entity_key
$$;

revoke execute on function finance.payment_proposal_on from public;
grant execute on function finance.payment_proposal_on to finance_reader;
