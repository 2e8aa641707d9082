-- Default privileges give readers or everybody rights on objects that are yet to be made.
select
    'default_privileges' as lint,
    'error' as severity,
    coalesce('schema ' || quote_ident(n.nspname), 'all schemas') as object,
    format(
        'objects that %s makes will give %s to %s', pg_get_userbyid(d.defaclrole), lower(x.privilege_type), l.role
    ) as detail,
    format(
        'alter default privileges for role %I%s revoke %s on %s from %s;',
        pg_get_userbyid(d.defaclrole),
        ' in schema ' || quote_ident(n.nspname),
        lower(x.privilege_type),
        case d.defaclobjtype
            when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas'
        end,
        case when l.role = 'public' then 'public' else format('%I', l.role) end
    ) as remedy
from pg_default_acl as d
left join pg_namespace as n on n.oid = d.defaclnamespace
cross join lateral aclexplode(d.defaclacl) as x
inner join hub.lint_00_reader_like as l on l.oid = x.grantee
