-- What finance owns and writes itself: schema books. Its tables are history: a row that no longer holds is marked, never changed or
-- removed. They are written by functions of yecai_books alone, which members of a writer role may call (functions/books). hub.govern
-- puts every table of the schema under the row policies.

create schema books;

grant usage on schema books to yecai_books, yecai_capture, yecai_mart, yecai_mart_all, yecai_mart_narrow;
grant usage on schema hub, finance to yecai_books;
grant usage on schema finance to finance_writer;

-- Roles whose members may write for finance. Principals are given them as they are given reader roles; they open no dataset.
create table hub.writer_role (
    role text primary key
);

insert into hub.writer_role (role) values ('finance_writer');

-- Every write that was done, by its writer and the key that the writer gave it, so that a write that is sent again is not done
-- again. Of the content only a hash is kept.
create table hub.finance_write (
    principal text not null,
    idempotency_key text not null,
    verb text not null,
    content_hash bytea not null,
    answer jsonb,
    written_at timestamptz not null default clock_timestamp(),
    primary key (principal, idempotency_key)
);

-- Locked by whoever writes for finance, until the end of the transaction: writes come one after the other.
create table hub.books_gate ();

grant select on hub.writer_role to yecai_dba, yecai_access;
grant select on hub.finance_write to yecai_dba;
grant select, insert, update (answer) on hub.finance_write to yecai_books;
grant update on hub.books_gate to yecai_books;
grant select on hub.principal, hub.login, hub.scope to yecai_books;
