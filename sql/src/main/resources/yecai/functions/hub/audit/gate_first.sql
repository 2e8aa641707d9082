-- Whoever changes what others wait for takes the audit's turn before any row. All that readers and approvers can lock is behind
-- it then, and who holds it too long is ended by whoever waits (hub.lock_audit), without anybody who watches.
create or replace function hub.gate_first() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.lock_audit();
    return null;
end
$$;

revoke execute on function hub.gate_first from public;

create or replace trigger gate_first before update or delete on hub.scope
for each statement execute function hub.gate_first();
create or replace trigger gate_first before update or delete on hub.principal
for each statement execute function hub.gate_first();
create or replace trigger gate_first before update or delete on hub.access_request
for each statement execute function hub.gate_first();
create or replace trigger gate_first before update or delete on hub.access_review_item
for each statement execute function hub.gate_first();
