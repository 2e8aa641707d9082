-- At which rates a company's revenue, expense and cost are translated, as finance set it (finance.set_translation_basis), with every
-- version: average of the month, which holds where there is no row, or transaction, those of the days.
select
    b.company,
    b.version,
    b.basis,
    b.reason,
    b.recorded_by,
    b.recorded_at,
    b.superseded_at
from books.translation_basis as b
