set local role yecai_access;

-- The two questions that the API may ask before it knows who calls. Neither lists anything. What is older than the principal
-- belonged to another of the same name. find_token is on the path of every request, and PL/pgSQL keeps its plan, which SQL
-- functions do from PostgreSQL 18 on only.
create or replace function hub.find_token(token_id text)
returns table (principal text, secret_hash bytea, datasets text[], expires_at timestamptz)
language plpgsql stable security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select t.principal, t.secret_hash, t.datasets, t.expires_at
    from hub.api_token as t
    inner join hub.principal as p on p.principal = t.principal and p.ended_at is null
    where t.token_id = find_token.token_id
        and t.created_at >= p.created_at
        and t.revoked_at is null
        and t.expires_at > statement_timestamp();
end
$$;

create or replace function hub.find_subject(issuer text, subject text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.principal
    from hub.api_subject as s
    inner join hub.principal as p on p.principal = s.principal and p.ended_at is null
    where s.issuer = find_subject.issuer and s.subject = find_subject.subject and s.created_at >= p.created_at
$$;

revoke execute on function hub.find_token, hub.find_subject from public;
grant execute on function hub.find_token, hub.find_subject to yecai_api;
