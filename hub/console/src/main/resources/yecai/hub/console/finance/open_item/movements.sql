select
    m.effective_date, m.movement, m.kind, m.document_no, m.amount, m.transaction_currency, m.amount_functional,
    m.functional_currency, sum(m.amount) over (order by m.effective_date, m.entity_key) as balance, m.entity_key
from finance.{side}_movement as m
where m.source = :source and m.{side}_item = :entity_key
order by m.effective_date, m.entity_key
