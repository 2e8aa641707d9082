-- What the functions that write codes have in common.

set local role yecai_books;

-- The company of a source for which the writer may not write, '*' if that takes all companies: codes hold for all of a source. Null if
-- it may.
create or replace function books.missing_code_scope(source text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when books.may_write(null) then null
        when not exists (select from hub.source_company as c where c.source = missing_code_scope.source) then '*'
        else (
            select min(c.company)
            from hub.source_company as c
            where c.source = missing_code_scope.source and not books.may_write(c.company)
        )
    end
$$;

-- What is wrong with a name or a code that finance gives, for people; null if nothing is.
create or replace function books.code_fault(value text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when coalesce(value, '') = '' then 'is empty'
        when value <> btrim(value) then 'has spaces at its ends'
        when value ~ '[[:cntrl:]]' then 'has a character that cannot be seen'
        when length(value) > 100 then 'has more than 100 characters'
    end
$$;

-- An error if there are no codes of that kind.
create or replace function books.require_code_kind(kind text) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from hub.code_kind as k where k.kind = require_code_kind.kind) then
        raise exception using errcode = '22023', message = format(
            'there are no codes of kind %s: the kinds are %s', coalesce(require_code_kind.kind, 'null'),
            (select string_agg(k.kind, ', ' order by k.kind) from hub.code_kind as k));
    end if;
end
$$;

revoke execute on function books.missing_code_scope, books.code_fault, books.require_code_kind from public;
