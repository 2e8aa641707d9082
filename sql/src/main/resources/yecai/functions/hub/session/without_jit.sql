-- Readers' sessions do not compile their queries (jit), unless somebody has said otherwise for this database. A view of finance has
-- hundreds of expressions, which PostgreSQL compiles anew for each query that it thinks expensive: for ten seconds, where the rows take
-- a fifth of one. A database that belongs to somebody else is left to him.
do $$
begin
    if exists (
        select from pg_database as d where d.datname = current_database() and pg_has_role(d.datdba, 'usage')
    ) and not exists (
        select
        from pg_db_role_setting as s
        inner join pg_database as d on d.oid = s.setdatabase
        cross join lateral unnest(s.setconfig) as c(setting)
        where d.datname = current_database() and s.setrole = 0 and c.setting like 'jit=%'
    ) then
        execute format('alter database %I set jit = off', current_database());
    end if;
end
$$;
