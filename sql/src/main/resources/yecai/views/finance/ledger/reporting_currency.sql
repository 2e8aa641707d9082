-- The currency of the group's reports.
select r.currency
from hub.reporting_currency as r
