-- Transactions that somebody prepared and forgot, of any database of the server.
select format('transaction %s of %s in database %s is prepared since %s and neither committed nor rolled back: the ERP keeps'
    ' its log since then; run `commit prepared` or `rollback prepared` there', quote_literal(p.gid), p.owner, p.database,
    to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS'))
from pg_catalog.pg_prepared_xacts as p
where p.prepared <= clock_timestamp() - :age::interval
order by p.prepared, p.gid
