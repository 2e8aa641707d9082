-- The same with the last two buckets of the hub as one, and with what the company owes apart: credit notes, money on account.
-- What is booked without an invoice and still claimed (a refund that no credit note explains) is a claim.
select
    cp.code as company,
    coalesce(party.code, '') as customer,
    sum(o.open_co) filter (where not c.is_credit and late <= 0) as not_due,
    sum(o.open_co) filter (where not c.is_credit and late between 1 and 30) as d1_30,
    sum(o.open_co) filter (where not c.is_credit and late between 31 and 60) as d31_60,
    sum(o.open_co) filter (where not c.is_credit and late between 61 and 90) as d61_90,
    sum(o.open_co) filter (where not c.is_credit and late > 90) as d90_plus,
    sum(o.open_co) filter (where not c.is_credit and late is null) as undated,
    sum(o.open_co) filter (where c.is_credit) as unapplied_credits,
    sum(o.open_co) as billed
from open_item as o
cross join lateral (select cast(:as_of as date) - o.due as late) as x
cross join lateral (select o.open_doc < 0 or (o.open_doc = 0 and o.is_credit) as is_credit) as c
join company_company as co on co.id = o.company
join party_party as cp on cp.id = co.party
left join party_party as party on party.id = o.party
where o.side = 'receivable'
group by 1, 2
having sum(o.open_co) <> 0 or sum(o.open_co) filter (where c.is_credit) <> 0
order by 1, 2
