-- Open items of suppliers: instalments of their invoices and credit notes by document and due date, and everything else on
-- the payable accounts by supplier.
select
    cp.code as company,
    coalesce(o.number, 'on account') as document,
    coalesce(party.code, '') as supplier,
    coalesce(o.due::text, '') as due,
    cur.code as currency,
    sum(o.open_doc) as open_transaction,
    sum(o.open_co) as open_ledger
from (select *, case when invoice is not null then number end as document from open_item where side = 'payable') as i
cross join lateral (select i.invoice, i.document as number, case when i.invoice is not null then i.due end as due, i.open_doc, i.open_co) as o
join company_company as co on co.id = i.company
join party_party as cp on cp.id = co.party
left join party_party as party on party.id = i.party
join currency_currency as cur on cur.id = i.currency
group by 1, 2, 3, 4, 5
having sum(o.open_doc) <> 0 or sum(o.open_co) <> 0
order by 1, 2, 4
