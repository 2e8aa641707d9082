-- Opens and closes a dataset ('finance.receipt', 'finance.*') to a reader role.

set local role yecai_access;

create or replace function hub.grant_dataset(role text, dataset text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.dataset_grant (role, dataset) values (role, dataset);
    perform hub.sync_datasets();
    insert into hub.audit (action, subject, detail)
    values ('grant_dataset', role, jsonb_build_object('dataset', dataset));
end
$$;

create or replace function hub.revoke_dataset(role text, dataset text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.dataset_grant as g where g.role = revoke_dataset.role and g.dataset = revoke_dataset.dataset;
    if not found then
        raise exception 'reader role % does not have the dataset %', revoke_dataset.role, revoke_dataset.dataset
            using errcode = 'undefined_object';
    end if;
    perform hub.sync_datasets();
    update hub.principal as p set rights_shrank_at = clock_timestamp() where revoke_dataset.role = any (p.reader_roles);
    insert into hub.audit (action, subject, detail)
    values ('revoke_dataset', revoke_dataset.role,
        jsonb_build_object('dataset', revoke_dataset.dataset, 'reason', revoke_dataset.reason));
end
$$;

revoke execute on function hub.grant_dataset, hub.revoke_dataset from public;
grant execute on function hub.grant_dataset, hub.revoke_dataset to yecai_dba;
