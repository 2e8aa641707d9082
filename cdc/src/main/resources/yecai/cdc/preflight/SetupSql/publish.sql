do $yecai$
declare
    the_table record;
    listed text := '';
    options text;
    lacking text;
begin
    set local search_path = pg_catalog, pg_temp;
    for the_table in
:survey
        select * from survey order by place
    loop
        if the_table.reason is not null then
            raise warning '%: left out of the publication; %', the_table.reason, the_table.remedy;
            continue;
        end if;
        for i in 1 .. coalesce(array_length(the_table.refused, 1), 0) loop
            raise warning 'column % of %.% is left out: %', the_table.refused[i], the_table.schema_name, the_table.table_name, the_table.refused_why[i];
        end loop;
        if (select c.relrowsecurity and not (r.rolsuper or r.rolbypassrls) from pg_catalog.pg_class as c, pg_catalog.pg_roles as r
            where c.oid = to_regclass(format('%I.%I', the_table.schema_name, the_table.table_name)) and r.rolname = :user) then
            raise warning '%.% has row-level security and is not captured until it is allowed: run "alter role % bypassrls" if the hub may see all rows, or take the table out of pack.yml',
                the_table.schema_name, the_table.table_name, quote_ident(:user);
        end if;
        if the_table.missing <> '{}' then
            raise warning '%.% lacks the columns %', the_table.schema_name, the_table.table_name, the_table.missing;
        end if;
        -- ctid, where a row lies, so that large tables can be copied in parts; no grant twice, since each makes another version of
        -- the column's row, by which the hub sees that a column may have been altered
        lacking := (select string_agg(format('%I', c.name), ', ' order by c.n)
            from unnest(array_append(the_table.columns::text[], 'ctid')) with ordinality as c(name, n)
            where not has_column_privilege(:user::name, format('%I.%I', the_table.schema_name, the_table.table_name), c.name, 'select'));
        if lacking is not null then
            execute format('grant select (%s) on %I.%I to %I', lacking, the_table.schema_name, the_table.table_name, :user);
        end if;
        if the_table.is_full and not :whole then
            raise warning '%.% has REPLICA IDENTITY FULL, with which a column list would make the ERP''s updates fail: all its columns go over the wire to the hub, which keeps only the captured ones', the_table.schema_name, the_table.table_name;
        end if;
        listed := listed || format('%s only %I.%I%s', case when listed = '' then '' else ', ' end, the_table.schema_name,
            the_table.table_name, case when the_table.is_full or :whole then '' else format(' (%s)',
                (select string_agg(format('%I', c), ', ') from unnest(the_table.columns) as c)) end);
    end loop;
    if listed = '' then
        raise exception 'none of the tables can be captured, see the warnings';
    end if;
    options := 'publish = ''insert, update, delete, truncate'', publish_via_partition_root = true'
        || case when current_setting('server_version_num')::integer >= 180000
            then ', publish_generated_columns = stored' else '' end;
    -- to one that publishes all tables none can be added
    if exists (select from pg_catalog.pg_publication where pubname = :publication and puballtables) then
        execute format('drop publication %I', :publication);
    end if;
    if exists (select from pg_catalog.pg_publication where pubname = :publication) then
        -- before the tables, since no columns can be listed of a partitioned one while partitions are published under their own names;
        -- only if they differ: the hub takes an altered publication for one that may have left changes out
        if not exists (select from pg_catalog.pg_publication as p
            where p.pubname = :publication and p.pubinsert and p.pubupdate and p.pubdelete and p.pubtruncate and p.pubviaroot
                and (current_setting('server_version_num')::integer < 180000 or to_jsonb(p) ->> 'pubgencols' = 's')) then
            execute format('alter publication %I set (%s)', :publication, options);
        end if;
        execute format('alter publication %I set table %s', :publication, listed);
    else
        execute format('create publication %I for table %s with (%s)', :publication, listed, options);
    end if;
end $yecai$;
