-- Partial payments of every invoice of the sample that is open: four each, before and after the invoice, in one of three currencies;
-- together they may be more than is due. Needs the function of reconciled.sql.
create temporary table paid as
select
    row_number() over (order by due.invoice, n.place) as id,
    due.invoice,
    due.company,
    due.account,
    due.party,
    due.date - 10 + pg_temp.pick(due.invoice, n.place, 'day', 40) as day,
    round(due.amount * (5 + pg_temp.pick(due.invoice, n.place, 'share', 60)) / 100, 2) as amount,
    nullif(1 + pg_temp.pick(due.invoice, n.place, 'currency', 3), company.currency) as currency
from (
    select i.id as invoice, i.company, i.account, i.party, m.date, sum(l.debit - l.credit) as amount
    from account_invoice as i
    inner join account_move as m on m.id = i.move
    inner join account_move_line as l on l.move = m.id and l.account = i.account
    group by i.id, m.id
    having bool_or(l.reconciliation is null)
) as due
inner join company_company as company on company.id = due.company
cross join generate_series(1, 4) as n (place);

insert into account_move (id, company, journal, period, date, number, post_number, state)
select
    700000 + paid.id,
    paid.company,
    (select min(j.id) from account_journal as j where j.type = 'cash'),
    (
        select p.id
        from account_period as p
        inner join account_fiscalyear as y on y.id = p.fiscalyear and y.company = paid.company
        where p.type = 'standard' and paid.day between p.start_date and p.end_date
    ),
    paid.day,
    'P' || paid.id,
    null,
    'posted'
from paid;

insert into account_move_line (id, move, account, party, debit, credit, second_currency, amount_second_currency)
select
    700000 + paid.id,
    700000 + paid.id,
    paid.account,
    paid.party,
    greatest(-paid.amount, 0),
    greatest(paid.amount, 0),
    paid.currency,
    case when paid.currency is not null then round(-paid.amount / 6.97, 2) end
from paid;

insert into "account_invoice-account_move_line" (id, invoice, line)
select 700000 + paid.id, paid.invoice, 700000 + paid.id
from paid;

-- the other side of each move
insert into account_move_line (id, move, account, debit, credit)
select
    1000000 + line.id,
    line.move,
    (
        select min(a.id)
        from account_account as a
        inner join account_account_type as t on t.id = a.type
        where a.company = move.company and a.code is not null and not t.receivable and not t.payable
    ),
    line.credit,
    line.debit
from account_move_line as line
inner join account_move as move on move.id = line.move
where line.id between 700001 and 799999;
