-- Suppliers' invoices and credit notes by number, from their ledger lines: what is owed, and the tax in it, in the currency of the document and
-- in the company's; what is still open of it, and the supplier's number on the paper.
select
    cp.code as company,
    i.number as document,
    party.code as supplier,
    coalesce(i.reference, '') as reference,
    cur.code as currency,
    sum(case when i.currency = co.currency then l.credit - l.debit else -l.amount_second_currency end) filter (where l.account = i.account)
        as gross,
    coalesce(sum(
        case when i.currency = co.currency then l.debit - l.credit else l.amount_second_currency end
    ) filter (where l.origin like 'account.invoice.tax,%'), 0) as tax,
    sum(l.credit - l.debit) filter (where l.account = i.account) as gross_functional,
    coalesce((select sum(o.open_doc) from open_item as o where o.invoice = i.id), 0) as open
from account_invoice as i
join company_company as co on co.id = i.company
join party_party as cp on cp.id = co.party
join party_party as party on party.id = i.party
join currency_currency as cur on cur.id = i.currency
join account_move_line as l on l.move = i.move
where i.type = 'in' and i.state in ('posted', 'paid', 'cancelled')
group by cp.code, i.id, party.code, cur.code
order by 1, 2
