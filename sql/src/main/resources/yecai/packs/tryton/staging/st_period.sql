select
    id,
    case when type = 'standard' then to_char(start_date, 'YYYY-MM') else name end as period
from account_period
