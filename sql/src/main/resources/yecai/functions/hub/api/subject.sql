-- Names the principal of a subject of an identity provider or of a client certificate, and takes it away again.

set local role yecai_access;

create or replace function hub.map_subject(issuer text, subject text, principal text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.let_api_act_as(principal);
    insert into hub.api_subject (issuer, subject, principal, created_by)
    values (issuer, subject, principal, session_user);
    insert into hub.audit (action, subject, detail)
    values ('map_subject', principal, jsonb_build_object('issuer', issuer, 'subject', subject));
end
$$;

create or replace function hub.unmap_subject(issuer text, subject text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    owner text;
begin
    delete from hub.api_subject as s
    where s.issuer = unmap_subject.issuer and s.subject = unmap_subject.subject
    returning s.principal into owner;
    if owner is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('unmap_subject', owner, jsonb_build_object('issuer', issuer, 'subject', subject));
    return true;
end
$$;

revoke execute on function hub.map_subject, hub.unmap_subject from public;
grant execute on function hub.map_subject, hub.unmap_subject to yecai_dba;
