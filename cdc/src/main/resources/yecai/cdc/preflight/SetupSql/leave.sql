do $yecai$
declare
    listed text;
begin
    set local search_path = pg_catalog, pg_temp;
    select string_agg(r.prrelid::regclass::text, ', ') into listed
    from pg_catalog.pg_publication_rel as r
    inner join pg_catalog.pg_publication as p on p.oid = r.prpubid
    where p.pubname = :publication;
    if listed is not null then
        execute format('alter publication %I drop table %s', :publication, listed);
    end if;
end $yecai$;
