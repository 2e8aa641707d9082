set local role yecai_access;

-- The only way into the audit for what writes for finance: who wrote what, in the transaction that wrote it.
create or replace function hub.record_write(verb text, subject text, detail jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.audit (action, subject, detail)
    values (left(record_write.verb, 100), left(record_write.subject, 200), record_write.detail);
end
$$;

revoke execute on function hub.record_write from public;
grant execute on function hub.record_write to yecai_books;
