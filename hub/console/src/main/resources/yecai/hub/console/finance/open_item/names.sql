select c.{partner}, min(c.name) as name
from finance.{partner} as c
group by c.{partner}
