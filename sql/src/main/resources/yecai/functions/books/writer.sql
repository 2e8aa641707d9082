-- Who writes, and for which companies. The functions of this folder are called by functions finance.<verb>_<noun> of yecai_books
-- (security definer) and by nobody else.

set local role yecai_books;

-- The principal whose role the session has taken on, as a login of it does by itself. It is never an argument, and a role that
-- somebody merely inherits does not count. PostgreSQL has checked that the session may take it on, and that it may call what
-- calls this.
create or replace function books.writer() returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    taken_on constant text := current_setting('role');
begin
    if not exists (select from hub.principal as p where p.principal = taken_on and p.ended_at is null) then
        raise exception using errcode = '42501', message = format(
            'only a principal of the hub writes for finance, and %s is none: connect with a login of a principal that has the role '
            'finance_writer', case taken_on when 'none' then session_user::text else taken_on end);
    elsif exists (select from hub.login as l where l.login = session_user::text and l.valid_to <= statement_timestamp()) then
        raise exception using errcode = '42501', message = format('login %s has ended: a DBA of the hub makes a new one', session_user);
    end if;
    return taken_on;
end
$$;

-- Whether the writer may write for a company; null is the whole group, which takes the scope company '*'. A writer who is narrowed to
-- plants, cost centers or customer groups writes for no company as a whole.
create or replace function books.may_write(company text) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select
        exists (
            select from hub.scope as s
            where s.principal = books.writer()
                and s.dimension = 'company'
                and s.value in (may_write.company, '*')
                and s.valid_from <= statement_timestamp() and s.valid_to > statement_timestamp()
        )
        and not exists (
            select from hub.scope as s
            where s.principal = books.writer()
                and s.dimension <> 'company'
                and not exists (
                    select from hub.scope as o
                    where o.principal = s.principal
                        and o.dimension = s.dimension
                        and o.value = '*'
                        and o.valid_from <= statement_timestamp() and o.valid_to > statement_timestamp()
                )
        )
$$;

-- The same as an error, for functions that write one thing; those that take files list it with the other faults.
create or replace function books.require_scope(company text) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not books.may_write(require_scope.company) then
        raise exception using errcode = '42501', message = format(
            'principal %s may not write for %s: it needs the scope company %s, and none that narrows it', books.writer(),
            coalesce('company ' || require_scope.company, 'all companies'), coalesce(require_scope.company, '*'));
    end if;
end
$$;

revoke execute on function books.writer, books.may_write, books.require_scope from public;
