-- For the triggers of the append-only journals.

create or replace function hub.refuse_audit_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'hub.audit is append-only: % is refused', lower(tg_op)
        using errcode = 'insufficient_privilege';
end
$$;

grant execute on function hub.refuse_audit_change to yecai_access;
