-- What every governed view names and nothing reads. Its policy makes each plan of such a view one of its reader, so that a session that
-- changes its role plans again, also where the view reads no table with policies of its own.
create table hub.reader_gate ();

alter table hub.reader_gate enable row level security;

create policy every_reader on hub.reader_gate for select to yecai_mart using (true);

grant select on hub.reader_gate to yecai_mart;
