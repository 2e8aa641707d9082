-- Begins and ends a write, so that the same write sent twice is done once.

set local role yecai_books;

-- Takes the writers' turn until the end of the transaction. Null when the write is to be done; the answer of then when the
-- principal has done the same with the same key before. Another verb or content with a key that was used is an error.
create or replace function books.begin_write(verb text, idempotency_key text, content jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    writer constant text := books.writer();
    hash constant bytea := sha256(convert_to(verb || E'\n' || content::text, 'UTF8'));
    earlier hub.finance_write;
begin
    if coalesce(btrim(idempotency_key), '') = '' or length(idempotency_key) > 200 then
        raise exception using errcode = '22023', message =
            'idempotency_key must have 1 to 200 characters: give each write a key of its own, and the same again when you repeat it';
    end if;
    lock table hub.books_gate in exclusive mode;
    insert into hub.finance_write (principal, idempotency_key, verb, content_hash)
    values (writer, idempotency_key, verb, hash)
    on conflict do nothing;
    if found then
        return null;
    end if;
    select w.* into earlier
    from hub.finance_write as w
    where w.principal = writer and w.idempotency_key = begin_write.idempotency_key;
    if earlier.content_hash <> hash or earlier.answer is null then
        raise exception using errcode = '23505', message = format(
            'idempotency_key %s was used at %s for %s with another content: nothing is written; give another content a key of its own',
            idempotency_key, to_char(earlier.written_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), earlier.verb);
    end if;
    return earlier.answer;
end
$$;

-- Keeps the answer and writes the audit entry. What is written must be written before: the audit's turn comes last.
create or replace function books.end_write(
    verb text, idempotency_key text, subject text, detail jsonb, answer jsonb
) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    writer constant text := books.writer();
begin
    update hub.finance_write as w set answer = end_write.answer
    where w.principal = writer and w.idempotency_key = end_write.idempotency_key;
    perform hub.record_write(verb, subject, detail || jsonb_build_object('principal', writer, 'idempotency_key', idempotency_key));
    return answer;
end
$$;

revoke execute on function books.begin_write, books.end_write from public;
