-- One row for a reader who is narrowed further than by company (to plants, cost centers or customer groups), none for others. Sums that are kept
-- for all of a company (finance.wip_period, finance.stock_period) say nothing to such a reader: figures are added up row by row.
select r.narrowed as is_narrowed
from hub.reader_rights as r
where r.narrowed
