-- Of the groups of reconciled.sql, every third is dissolved; of these, every third is reconciled anew, and every third is
-- reversed as Tryton does it: each of its lines by a move in the same journal, with which it is reconciled.
update account_move_line set reconciliation = null where reconciliation between 100001 and 199999 and reconciliation % 3 = 0;
delete from account_move_reconciliation where id between 100001 and 199999 and id % 3 = 0;

create temporary table dissolved as
select line.id, 100000 + drawn.line_group as line_group, move.date
from drawn
inner join account_move_line as line on line.id = 100000 + drawn.id
inner join account_move as move on move.id = line.move
where (100000 + drawn.line_group) % 3 = 0;

insert into account_move_reconciliation (id, date)
select 100000 + d.line_group, max(d.date) + 3 from dissolved as d where d.line_group % 9 = 0 group by d.line_group;

update account_move_line as line set reconciliation = 100000 + d.line_group
from dissolved as d
where d.id = line.id and d.line_group % 9 = 0;

insert into account_move_reconciliation (id, date)
select 300000 + d.id, d.date + d.id % 7 from dissolved as d where d.line_group % 9 = 3;

insert into account_move (id, company, journal, period, date, number, post_number, state)
select
    200000 + move.id,
    move.company,
    move.journal,
    (
        select p.id
        from account_period as p
        inner join account_fiscalyear as y on y.id = p.fiscalyear and y.company = move.company
        where p.type = 'standard' and move.date + d.id % 7 between p.start_date and p.end_date
    ),
    move.date + d.id % 7,
    move.number || 'R',
    null,
    'posted'
from dissolved as d
inner join account_move_line as line on line.id = d.id
inner join account_move as move on move.id = line.move
where d.line_group % 9 = 3;

insert into account_move_line
    (id, move, account, party, debit, credit, second_currency, amount_second_currency, maturity_date, reconciliation)
select
    200000 + line.id,
    200000 + line.move,
    line.account,
    line.party,
    line.credit,
    line.debit,
    line.second_currency,
    -line.amount_second_currency,
    line.maturity_date,
    300000 + d.id
from dissolved as d
inner join account_move_line as line on line.id = d.id
where d.line_group % 9 = 3;

update account_move_line as line set reconciliation = 300000 + d.id
from dissolved as d
where d.id = line.id and d.line_group % 9 = 3;

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
where line.id between 300001 and 399999;
