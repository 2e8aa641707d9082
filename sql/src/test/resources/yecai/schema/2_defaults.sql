select format(
    E'-- default privileges of %s%s on %s: %s\n',
    pg_get_userbyid(d.defaclrole),
    coalesce(' in schema ' || d.schema::regnamespace::text, ''),
    case d.defaclobjtype
        when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas'
    end,
    array_to_string(array(select x::text from unnest(d.defaclacl) as x order by 1), ' ')
)
from (select a.*, nullif(a.defaclnamespace, 0) as schema from pg_default_acl as a) as d
order by 1
