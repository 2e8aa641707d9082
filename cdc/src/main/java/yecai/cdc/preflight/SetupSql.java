package yecai.cdc.preflight;

import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.SourceSettings;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.TableSpec;

/** The statements with which an administrator of the ERP lets the hub in. */
public final class SetupSql {
    private SetupSql() {}

    /**
     * Returns statements that make a login which may replicate and read the captured columns and nothing else, and a
     * publication of the captured tables. A table whose publication would harm the ERP, or that cannot be captured exactly, is
     * left out with a warning.
     */
    public static String of(SourceSettings settings) {
        String user = Identifier.quote(settings.erp().user());
        StringBuilder sql = new StringBuilder();
        sql.append("-- Lets Yecai Hub capture source ").append(settings.source());
        sql.append(". Run as an administrator in database ")
                .append(settings.erp().database());
        sql.append(".\n-- The server needs wal_level = logical (set it, then restart the server).\n");
        sql.append("do $$ begin\n    if not exists (select from pg_roles where rolname = ");
        sql.append(Identifier.literal(settings.erp().user()));
        sql.append(") then\n        create role ").append(user).append(" login replication;\n    end if;\nend $$;\n");
        sql.append("alter role ").append(user);
        sql.append(" login replication nosuperuser nocreatedb nocreaterole nobypassrls;\n");
        sql.append("-- Then give it a password: alter role ").append(user).append(" password '…';\n");
        sql.append("grant connect on database ")
                .append(Identifier.quote(settings.erp().database()));
        sql.append(" to ").append(user).append(";\n");
        for (String schema : settings.pack().sourceSchemas()) {
            sql.append("grant usage on schema ").append(Identifier.quote(schema));
            sql.append(" to ").append(user).append(";\n");
        }
        sql.append("-- These tables and columns, and no others:\n");
        for (TableSpec table : settings.pack().tables()) {
            sql.append("--     ")
                    .append(table.quotedSource())
                    .append(" (")
                    .append(columns(table.columns()))
                    .append(")\n");
        }
        sql.append(
                "do $yecai$\ndeclare\n    the_table record;\n    listed text := '';\n    options text;\nbegin\n    for the_table in\n");
        sql.append(Survey.sql(settings.pack().tables()))
                .append("""
                    select * from survey order by place
                loop
                    if the_table.reason is not null then
                        raise warning '%: left out of the publication; %', the_table.reason, the_table.remedy;
                        continue;
                    end if;
                    for i in 1 .. coalesce(array_length(the_table.refused, 1), 0) loop
                        raise warning 'column % of %.% is left out: %', the_table.refused[i], the_table.schema_name, the_table.table_name, the_table.refused_why[i];
                    end loop;
                    if the_table.missing <> '{}' then
                        raise warning '%.% lacks the columns %', the_table.schema_name, the_table.table_name, the_table.missing;
                    end if;
                    -- ctid, where a row lies, so that large tables can be copied in parts
                    execute format('grant select (%s, ctid) on %I.%I to %I',
                        (select string_agg(format('%I', c), ', ') from unnest(the_table.columns) as c),
                        the_table.schema_name, the_table.table_name, :user);
                    if the_table.is_full then
                        raise warning '%.% has REPLICA IDENTITY FULL, with which a column list would make the ERP''s updates fail: all its columns go over the wire to the hub, which keeps only the captured ones', the_table.schema_name, the_table.table_name;
                    end if;
                    listed := listed || format('%s only %I.%I%s', case when listed = '' then '' else ', ' end, the_table.schema_name,
                        the_table.table_name, case when the_table.is_full then '' else format(' (%s)',
                            (select string_agg(format('%I', c), ', ') from unnest(the_table.columns) as c)) end);
                end loop;
                if listed = '' then
                    raise exception 'none of the tables can be captured, see the warnings';
                end if;
                options := 'publish = ''insert, update, delete, truncate'', publish_via_partition_root = true'
                    || case when current_setting('server_version_num')::integer >= 180000
                        then ', publish_generated_columns = stored' else '' end;
                if exists (select from pg_catalog.pg_publication where pubname = :publication) then
                    execute format('alter publication %I set table %s', :publication, listed);
                    execute format('alter publication %I set (%s)', :publication, options);
                else
                    execute format('create publication %I for table %s with (%s)', :publication, listed, options);
                end if;
            end $yecai$;
            """.replace(":user", Identifier.literal(settings.erp().user()))
                        .replace(":publication", Identifier.literal(settings.publication())));
        return sql.toString();
    }

    private static String columns(List<String> names) {
        return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
