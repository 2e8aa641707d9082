-- Unbilled receivables, net and tax, per customer and currency: what is left of each delivery, which the last part of it takes whole.
select u.company, u.party as customer, u.currency, sum(u.net + u.tax) as gross
from pg_temp.not_billed('out', date :as_of) as u
group by 1, 2, 3
order by 1, 2, 3
