-- Who read what through the API. Apart from hub.audit, which holds changes of rights: this one grows with every request.
-- Entries come in batches; each entry has its own hash, each batch the hash over those of its entries and of the batch
-- before, so that a batch costs one lock and one hash more, however many entries it has.

create table hub.data_access_batch (
    batch bigint primary key,
    first_entry bigint not null,
    last_entry bigint not null,
    recorded_at timestamptz not null default clock_timestamp(),
    prev_hash bytea not null unique,
    hash bytea not null
);

create table hub.data_access (
    entry bigint primary key,
    batch bigint not null,
    happened_at timestamptz not null,
    principal text not null,
    credential text not null,
    correlation text not null,
    action text not null check (action in ('read', 'export_started', 'export_ended', 'list', 'count')),
    dataset text not null,
    request text not null,
    outcome text not null,
    returned_rows bigint not null,
    hash bytea not null
);

create index data_access_principal on hub.data_access (principal, happened_at);

create function hub.data_access_hash(entry hub.data_access) returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
return sha256(
    convert_to(
        jsonb_build_array(
            entry.entry,
            (extract(epoch from entry.happened_at) * 1000000)::bigint,
            entry.principal,
            entry.credential,
            entry.correlation,
            entry.action,
            entry.dataset,
            entry.request,
            entry.outcome,
            entry.returned_rows
        )::text,
        'UTF8'
    )
);

create trigger append_only before update or delete on hub.data_access
for each row execute function hub.refuse_audit_change();
create trigger no_truncate before truncate on hub.data_access
for each statement execute function hub.refuse_audit_change();
create trigger append_only before update or delete on hub.data_access_batch
for each row execute function hub.refuse_audit_change();
create trigger no_truncate before truncate on hub.data_access_batch
for each statement execute function hub.refuse_audit_change();

alter table hub.data_access enable always trigger append_only;
alter table hub.data_access enable always trigger no_truncate;
alter table hub.data_access_batch enable always trigger append_only;
alter table hub.data_access_batch enable always trigger no_truncate;

grant select, insert on hub.data_access, hub.data_access_batch to yecai_access;
grant execute on function hub.data_access_hash to yecai_access, yecai_dba;
grant select on hub.data_access, hub.data_access_batch to yecai_dba;

grant create on schema hub to yecai_access;
set local role yecai_access;

-- Entries as an array of objects with the columns' names.
create function hub.record_access(entries jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    last hub.data_access_batch;
    added bigint;
    hashes bytea;
begin
    perform pg_advisory_xact_lock(hashtextextended('yecai.data_access', 0));
    select * into last from hub.data_access_batch as b order by b.batch desc limit 1;
    with named as materialized (
        select
            row(
                coalesce(last.last_entry, 0) + e.position,
                coalesce(last.batch, 0) + 1,
                (e.entry ->> 'happened_at')::timestamptz,
                e.entry ->> 'principal',
                e.entry ->> 'credential',
                e.entry ->> 'correlation',
                e.entry ->> 'action',
                e.entry ->> 'dataset',
                e.entry ->> 'request',
                e.entry ->> 'outcome',
                (e.entry ->> 'returned_rows')::bigint,
                ''::bytea
            )::hub.data_access as new
        from jsonb_array_elements(entries) with ordinality as e (entry, position)
    )
    select string_agg(hub.data_access_hash(n.new), ''::bytea order by (n.new).entry), count(*)
    into hashes, added
    from named as n;
    if added = 0 then
        return;
    end if;
    insert into hub.data_access_batch (batch, first_entry, last_entry, prev_hash, hash)
    values (
        coalesce(last.batch, 0) + 1,
        coalesce(last.last_entry, 0) + 1,
        coalesce(last.last_entry, 0) + added,
        coalesce(last.hash, '\x00'),
        sha256(coalesce(last.hash, '\x00') || hashes)
    );
    insert into hub.data_access (
        entry, batch, happened_at, principal, credential, correlation, action, dataset, request, outcome, returned_rows,
        hash
    )
    select
        coalesce(last.last_entry, 0) + e.position,
        coalesce(last.batch, 0) + 1,
        (e.entry ->> 'happened_at')::timestamptz,
        e.entry ->> 'principal',
        e.entry ->> 'credential',
        e.entry ->> 'correlation',
        e.entry ->> 'action',
        e.entry ->> 'dataset',
        e.entry ->> 'request',
        e.entry ->> 'outcome',
        (e.entry ->> 'returned_rows')::bigint,
        substring(hashes from (e.position * 32 - 31)::integer for 32)
    from jsonb_array_elements(entries) with ordinality as e (entry, position);
end
$$;

revoke execute on function hub.record_access from public;
grant execute on function hub.record_access to yecai_api;

set local role yecai_owner;
revoke create on schema hub from yecai_access;

-- Names the first entry that does not fit; no row means that the chain is whole. A cut tail fits, as in hub.audit.
create function hub.first_bad_access() returns table (entry bigint, problem text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.entry, c.problem
    from (
        select
            a.entry,
            case
                when a.entry <> row_number() over (order by a.entry) then 'number missing before this entry'
                when a.hash <> hub.data_access_hash(a) then 'content differs from its hash'
            end as problem
        from hub.data_access as a
        union all
        select
            b.first_entry,
            case
                when b.batch <> row_number() over (order by b.batch) then 'batch missing before this entry'
                when b.prev_hash <> lag(b.hash, 1, '\x00'::bytea) over (order by b.batch)
                    then 'batch not chained to the batch before'
                when b.hash <> sha256(b.prev_hash || coalesce(e.hashes, ''))
                    then 'entries of the batch differ from its hash'
            end
        from hub.data_access_batch as b
        left join (
            select a.batch, string_agg(a.hash, ''::bytea order by a.entry) as hashes
            from hub.data_access as a
            group by a.batch
        ) as e on e.batch = b.batch
    ) as c
    where c.problem is not null
    order by c.entry
    limit 1
$$;

grant execute on function hub.first_bad_access to yecai_dba;
