set local role yecai_mart;

-- A name in the reader's language: the session's setting yecai.language, such as zh or zh-CN (en if it is not set). Where there is
-- none in that language, the English one, then the fallback, then any. A language that the hub does not have is an error; it
-- is looked up only where a name lacks it, which a language that does not exist always does. Views call it with the reader's
-- rights, so that every reader role may call it (hub.sync_datasets keeps it so for roles that are made later).
create or replace function hub.text(names jsonb, fallback text) returns text
language plpgsql stable security definer parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    wanted constant text := lower(replace(coalesce(nullif(current_setting('yecai.language', true), ''), 'en'), '_', '-'));
    code text := wanted;
begin
    if names ? code then
        return names ->> code;
    end if;
    code := split_part(code, '-', 1);
    if names ? code then
        return names ->> code;
    end if;
    if not exists (select from hub.language as l where l.language in (wanted, code)) then
        raise exception using errcode = '22023', message = format(
            'yecai.language is %L, which this hub does not have: set it to one of %s', wanted,
            (select string_agg(l.language, ', ' order by l.language) from hub.language as l));
    end if;
    return coalesce(names ->> 'en', fallback, (select min(n.value) from jsonb_each_text(names) as n));
end
$$;

revoke execute on function hub.text from public;

do $$
declare
    reader text;
begin
    for reader in select r.role from hub.reader_role as r loop
        execute format('grant execute on function hub.text to %I', reader);
    end loop;
end
$$;
