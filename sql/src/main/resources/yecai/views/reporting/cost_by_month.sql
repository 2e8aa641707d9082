-- Cost entries per company, plant, month, element and kind; names no product and no person.
select
    e.source,
    e.company,
    e.plant,
    coalesce(e.source_period, to_char(e.posting_date, 'YYYY-MM')) as month,
    e.element,
    e.entry_kind,
    e.functional_currency,
    count(*) as entries,
    sum(e.amount_functional) as amount_functional
from canon.cost_entry as e
group by e.source, e.company, e.plant, month, e.element, e.entry_kind, e.functional_currency
