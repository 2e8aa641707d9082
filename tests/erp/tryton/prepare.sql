-- Of the session that runs the truth queries: rates and rounding as Tryton has them. Written apart from the pack.
create or replace function pg_temp.rate(currency_id integer, day date) returns numeric
language sql stable as $$
    select r.rate from currency_currency_rate as r where r.currency = currency_id and r.date <= day order by r.date desc limit 1
$$;

create or replace function pg_temp.half_even(x numeric, digits integer) returns numeric
language sql immutable as $$
    select case
        when mod(abs(x) * 10::numeric ^ digits, 1) = 0.5 then 2 * round(x * 10::numeric ^ digits / 2) / 10::numeric ^ digits
        else round(x, digits)
    end
$$;

create or replace function pg_temp.exact(x double precision) returns numeric
language sql immutable as $$ select x::text::numeric $$;

-- What is open, one row per unreconciled line of a receivable or payable account (side), in the direction of the side: instalments of
-- posted invoices and credit notes less their partial payments (oldest due date first, each currency on its own), and all
-- other lines less what they pay.
create or replace temp view open_item as
with line as (
    select
        l.id, l.move, l.account, l.party, l.maturity_date, m.date, m.company,
        case when t.receivable then 'receivable' else 'payable' end as side,
        case when t.receivable then 'out' else 'in' end as invoice_type,
        case when t.receivable then l.debit - l.credit else l.credit - l.debit end as co_amount,
        case when t.receivable then 1 else -1 end
        * case when l.second_currency is null then l.debit - l.credit else l.amount_second_currency end as doc_amount,
        coalesce(l.second_currency, c.currency) as currency
    from account_move_line as l
    join account_move as m on m.id = l.move
    join company_company as c on c.id = m.company
    join account_account as a on a.id = l.account
    join account_account_type as t on t.id = a.type and (t.receivable or t.payable)
    where l.reconciliation is null
),
term as (
    select
        i.id as invoice, i.number, line.*,
        sum(line.doc_amount) over w - line.doc_amount as before_doc,
        sum(line.co_amount) over w - line.co_amount as before_co
    from account_invoice as i
    join line on line.move = i.move and line.account = i.account and line.invoice_type = i.type
    window w as (partition by i.id order by line.maturity_date, line.id)
),
rates as (
    -- rates of the day of the invoice, for payments in company currency
    select i.id as invoice, i.currency, pg_temp.rate(i.currency, m.date) as doc, pg_temp.rate(c.currency, m.date) as co
    from account_invoice as i
    join account_move as m on m.id = i.move
    join company_company as c on c.id = i.company
),
payment as (
    select
        k.invoice, line.id, line.co_amount as co,
        case
            when line.currency = g.currency then line.doc_amount
            else pg_temp.half_even(line.co_amount * g.doc / g.co, 2)
        end as doc
    from "account_invoice-account_move_line" as k
    join line on line.id = k.line
    join rates as g on g.invoice = k.invoice
),
paid as (
    select invoice, sum(co) as co, sum(doc) as doc from payment group by invoice
),
covered as (
    select
        term.*,
        sign(term.doc_amount) * greatest(0, abs(term.doc_amount) - greatest(0, abs(coalesce(paid.doc, 0)) - abs(term.before_doc))) as open_doc,
        sign(term.co_amount) * greatest(0, abs(term.co_amount) - greatest(0, abs(coalesce(paid.co, 0)) - abs(term.before_co))) as open_co
    from term
    left join paid on paid.invoice = term.invoice
),
excess as (
    -- what payments have beyond their invoice, per invoice
    select paid.invoice, min(payment.id) as line,
        paid.doc + sum_term.doc - sum_open.doc as doc, paid.co + sum_term.co - sum_open.co as co
    from paid
    join payment on payment.invoice = paid.invoice
    left join lateral (select coalesce(sum(doc_amount), 0) as doc, coalesce(sum(co_amount), 0) as co from term where term.invoice = paid.invoice) as sum_term on true
    left join lateral (select coalesce(sum(open_doc), 0) as doc, coalesce(sum(open_co), 0) as co from covered where covered.invoice = paid.invoice) as sum_open on true
    group by paid.invoice, paid.doc, paid.co, sum_term.doc, sum_term.co, sum_open.doc, sum_open.co
)
select side, company, party, invoice, number, maturity_date as due, date, currency, doc_amount, co_amount, open_doc, open_co,
    doc_amount < 0 as is_credit
from covered
union all
select line.side, line.company, line.party, null, 'on account ' || line.id, line.maturity_date, line.date, line.currency,
    line.doc_amount, line.co_amount, line.doc_amount, line.co_amount, true
from line
where line.id not in (select id from term) and line.id not in (select id from payment)
union all
select line.side, line.company, line.party, null, 'on account ' || line.id, line.maturity_date, line.date, line.currency,
    excess.doc, excess.co, excess.doc, excess.co, true
from excess
join line on line.id = excess.line
where excess.doc <> 0 or excess.co <> 0
;

-- Order lines of both sides. A return has negative quantities.
create or replace temp view order_line as
select 'out' as side, l.id, l.sale as order_id, s.number, s.company, s.party, s.currency, l.unit, pg_temp.exact(l.quantity) as quantity,
    l.unit_price, 'sale.line,' || l.id as origin, 'customer' as place,
    coalesce((
        select sum(t.rate) from sale_line_account_tax as lt join account_tax as t on t.id = lt.tax where lt.line = l.id
    ), 0) as tax_rate
from sale_line as l
join sale_sale as s on s.id = l.sale
where l.type = 'line'
union all
select 'in', l.id, l.purchase, p.number, p.company, p.party, p.currency, l.unit, pg_temp.exact(l.quantity),
    l.unit_price, 'purchase.line,' || l.id, 'supplier',
    coalesce((
        select sum(t.rate) from purchase_line_account_tax as lt join account_tax as t on t.id = lt.tax where lt.line = l.id
    ), 0)
from purchase_line as l
join purchase_purchase as p on p.id = l.purchase
where l.type = 'line' and p.state not in ('draft', 'quotation')
;

-- What went to customers and came from suppliers, in the order line's unit, less what came back and went back.
create or replace temp view delivery as
select l.side, l.id as line, m.id as move, m.effective_date as day,
    case when (a.type = l.place) = (l.side = 'in') then 1 else -1 end * case
        when m.uom = l.unit then pg_temp.exact(m.quantity)
        else pg_temp.exact(m.quantity) * pg_temp.exact(mu.factor) / pg_temp.exact(lu.factor)
    end as quantity
from order_line as l
join stock_move as m on m.origin = l.origin and m.state = 'done'
join stock_location as a on a.id = m.from_location
join stock_location as b on b.id = m.to_location
join product_uom as mu on mu.id = m.uom
join product_uom as lu on lu.id = l.unit
where (a.type = l.place) <> (b.type = l.place)
;

-- What invoices booked up to a day bill of order lines, and the credit notes on these at the same price; a cancelled invoice bills until
-- it is cancelled.
create or replace function pg_temp.billed(day date) returns table (side text, line integer, quantity numeric)
language sql stable as $$
    with document as (
        select i.id, i.type
        from account_invoice as i
        join account_move as booked on booked.id = i.move and booked.date <= billed.day
        left join account_move as cancelled on cancelled.id = i.cancel_move
        where cancelled.date is null or cancelled.date > billed.day
    ),
    bill as (
        select l.side, l.id as line, l.unit as line_unit, il.id, il.quantity, il.unit, il.unit_price
        from order_line as l
        join account_invoice_line as il on il.origin = l.origin
        join document as d on d.id = il.invoice and d.type = l.side
    )
    select b.side, b.line, sum(case
        when b.unit = b.line_unit then pg_temp.exact(b.quantity)
        else pg_temp.exact(b.quantity) * pg_temp.exact(bu.factor) / pg_temp.exact(lu.factor)
    end)
    from (
        select bill.side, bill.line, bill.line_unit, bill.quantity, bill.unit from bill
        union all
        select bill.side, bill.line, bill.line_unit, cl.quantity, cl.unit
        from bill
        join account_invoice_line as cl
            on cl.origin = 'account.invoice.line,' || bill.id and cl.unit_price = bill.unit_price and cl.unit = bill.unit
        join document as d on d.id = cl.invoice
    ) as b
    join product_uom as bu on bu.id = b.unit
    join product_uom as lu on lu.id = b.line_unit
    group by b.side, b.line
$$;

-- What a quantity is worth that is left of an order line, at its price, with the tax, and (net) in the currency of the company at the rates
-- of the days of delivery. What is left is of the newest deliveries. A delivery is worth what its invoice would be, and what is left
-- of it is its share of that by quantity: the parts that are billed and the part that is left add up to the delivery.
create or replace function pg_temp.worth(
    of_side text, of_line integer, quantity numeric, day date, out net numeric, out tax numeric, out functional numeric
) language sql stable as $$
    select sum(round(w.net * w.part, w.digits)), sum(round(w.tax * w.part, w.digits)), sum(round(w.functional * w.part, w.co_digits))
    from (
        select cur.digits, own.digits as co_digits,
            pg_temp.half_even(d.quantity * l.unit_price, cur.digits) as net,
            pg_temp.half_even(d.quantity * l.unit_price * l.tax_rate, cur.digits) as tax,
            pg_temp.half_even(d.quantity * l.unit_price * case
                when l.currency = co.currency then 1
                else pg_temp.rate(co.currency, d.day) / pg_temp.rate(l.currency, d.day)
            end, own.digits) as functional,
            greatest(0, least(abs(d.quantity), abs(worth.quantity) - (sum(abs(d.quantity)) over newest - abs(d.quantity))))
            / abs(d.quantity) as part
        from order_line as l
        join delivery as d on d.side = l.side and d.line = l.id and (d.day <= worth.day or worth.day is null)
        join currency_currency as cur on cur.id = l.currency
        join company_company as co on co.id = l.company
        join currency_currency as own on own.id = co.currency
        where l.side = worth.of_side and l.id = worth.of_line and sign(d.quantity) = sign(worth.quantity)
        window newest as (order by d.day desc, d.move desc)
    ) as w
$$;

-- What is delivered and not billed, or received and not billed, at the end of a day, by order line; never below zero, for returns never above.
create or replace function pg_temp.not_billed(of_side text, day date) returns table (
    line text, company text, party text, currency text, quantity numeric, net numeric, tax numeric, functional numeric
) language sql stable as $$
    select l.order_id || ':' || l.id, cp.code, party.code, cur.code, u.quantity, w.net, w.tax, w.functional
    from (
        select x.line, sum(x.quantity) as quantity
        from delivery as x
        where x.side = not_billed.of_side and x.day <= not_billed.day
        group by x.line
    ) as d
    join order_line as l on l.side = not_billed.of_side and l.id = d.line
    join company_company as co on co.id = l.company
    join party_party as cp on cp.id = co.party
    join party_party as party on party.id = l.party
    join currency_currency as cur on cur.id = l.currency
    left join pg_temp.billed(not_billed.day) as b on b.side = l.side and b.line = l.id
    cross join lateral (
        select case
            when l.quantity < 0 then least(0, d.quantity - coalesce(b.quantity, 0))
            else greatest(0, d.quantity - coalesce(b.quantity, 0))
        end as quantity
    ) as u
    cross join lateral pg_temp.worth(l.side, l.id, u.quantity, not_billed.day) as w
    where u.quantity <> 0
$$;
