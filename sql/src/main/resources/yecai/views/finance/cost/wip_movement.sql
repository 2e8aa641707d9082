-- What moved the work in progress of each production order, entry by entry, on the day on which the ledger moved; debits are positive.
-- movement: material, labor, machine, overhead, subcontract or other, what went in; output, by_product and abnormal_scrap, what came out;
-- settlement; unmapped, a reversal of nothing that is known. Its sum up to a day is the work in progress at its end. posting_date is the
-- effective_date by the name by which entries are found.
select
    e.source,
    e.company,
    e.plant,
    e.production_order as production_order_key,
    e.posting_date as effective_date,
    e.period,
    case
        when e.is_debit and e.element in ('material', 'labor', 'machine', 'overhead', 'subcontract') then e.element
        when e.is_debit then 'other'
        when e.kind in ('output', 'by_product', 'abnormal_scrap', 'settlement') then e.kind
        else 'unmapped'
    end as movement,
    e.cost_center,
    e.material as component,
    e.quantity,
    e.unit,
    e.functional_currency,
    e.amount as amount_functional,
    e.entity_key,
    e.posting_date
from shared.cost_step as e
