-- Values and reasons are printed: in SQL to be run, in files, on terminals. What is in the tables already stays, so that it
-- can be revoked.

create or replace function hub.refuse_unbounded_value() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if char_length(new.value) > 100 or new.value ~ '[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]' then
        raise exception 'the % % is refused: a value has at most 100 characters and no control characters',
            new.dimension, quote_literal(regexp_replace(
                left(new.value, 100), '[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]', '?', 'g'))
            using errcode = 'invalid_parameter_value';
    end if;
    return new;
end
$$;

create or replace function hub.refuse_long_reason() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if char_length(new.reason) > 1000 then
        raise exception 'a reason of % characters is refused: at most 1000 are kept; shorten it', char_length(new.reason)
            using errcode = 'string_data_right_truncation';
    end if;
    return new;
end
$$;

revoke execute on function hub.refuse_unbounded_value, hub.refuse_long_reason from public;

-- A preview copies what is there already (hub.lend_rights).
create or replace trigger bounded_value before insert on hub.scope
for each row when (new.principal <> 'yecai_mart') execute function hub.refuse_unbounded_value();
create or replace trigger bounded_reason before insert on hub.scope
for each row execute function hub.refuse_long_reason();
create or replace trigger bounded_value before insert on hub.access_request
for each row execute function hub.refuse_unbounded_value();
create or replace trigger bounded_reason before insert on hub.access_request
for each row execute function hub.refuse_long_reason();
