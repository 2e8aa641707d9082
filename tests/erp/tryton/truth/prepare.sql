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

-- What is open, one row per unreconciled line of a receivable account: instalments of posted customer invoices and
-- credit notes less their partial payments (oldest due date first, each currency on its own), and all other lines less
-- what they pay.
create or replace temp view open_item as
with line as (
    select
        l.id, l.move, l.account, l.party, l.maturity_date, m.date, m.company,
        l.debit - l.credit as co_amount,
        case when l.second_currency is null then l.debit - l.credit else l.amount_second_currency end as doc_amount,
        coalesce(l.second_currency, c.currency) as currency
    from account_move_line as l
    join account_move as m on m.id = l.move
    join company_company as c on c.id = m.company
    join account_account as a on a.id = l.account
    join account_account_type as t on t.id = a.type and t.receivable
    where l.reconciliation is null
),
term as (
    select
        i.id as invoice, i.number, line.*,
        sum(line.doc_amount) over w - line.doc_amount as before_doc,
        sum(line.co_amount) over w - line.co_amount as before_co
    from account_invoice as i
    join line on line.move = i.move and line.account = i.account
    where i.type = 'out'
    window w as (partition by i.id order by line.maturity_date, line.id)
),
rates as (
    -- rates of the day of the invoice, for payments in company currency
    select i.id as invoice, i.currency, pg_temp.rate(i.currency, m.date) as doc, pg_temp.rate(c.currency, m.date) as co
    from account_invoice as i
    join account_move as m on m.id = i.move
    join company_company as c on c.id = i.company
    where i.type = 'out'
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
select company, party, invoice, number, maturity_date as due, date, currency, doc_amount, co_amount, open_doc, open_co,
    doc_amount < 0 as is_credit
from covered
union all
select line.company, line.party, null, 'on account ' || line.id, line.maturity_date, line.date, line.currency,
    line.doc_amount, line.co_amount, line.doc_amount, line.co_amount, true
from line
where line.id not in (select id from term) and line.id not in (select id from payment)
union all
select line.company, line.party, null, 'on account ' || line.id, line.maturity_date, line.date, line.currency,
    excess.doc, excess.co, excess.doc, excess.co, true
from excess
join line on line.id = excess.line
where excess.doc <> 0 or excess.co <> 0
;
