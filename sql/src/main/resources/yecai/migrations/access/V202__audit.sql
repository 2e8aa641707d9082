-- The journal of changes of rights: append-only and chained by hashes (triggers in functions/hub/audit).

create table hub.audit (
    audit bigint primary key,
    happened_at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail jsonb not null default '{}',
    prev_hash bytea not null unique,
    hash bytea not null
);

grant select, insert on hub.audit to yecai_access;
grant select on hub.audit to yecai_dba;

-- Locked by whoever writes the next entry. A table and not an advisory lock: those ask for no privilege, so that a reader
-- could hold one and stop every revoke.
create table hub.audit_gate ();

grant update on hub.audit_gate to yecai_access;
