-- Plans leave out the branches that are not the reader's, so no session may keep one when scopes change. A grant that changes
-- nothing tells PostgreSQL that whatever names hub.reader_rights must be planned again, when the transaction commits: every governed view
-- does, in branches that were left out, too. Who holds the
-- audit does it, one after the other, as every function that changes scopes writes the audit. Not for the rights that
-- hub.lend_rights lends for a moment: nobody else sees these.
create or replace function hub.forget_plans() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.lock_audit();
    grant select on hub.reader_rights to yecai_mart;
    return null;
end
$$;

revoke execute on function hub.forget_plans from public;

create or replace trigger forget_plans after insert or update on hub.scope
for each row when (new.principal <> 'yecai_mart') execute function hub.forget_plans();
