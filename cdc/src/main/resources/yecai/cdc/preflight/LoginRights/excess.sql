-- What the capture's login may do at the ERP that no capture needs, as far as the catalogue tells. Continues the CTE
-- wanted(place, schema_name, table_name, key, columns).
me as (
    select r.* from pg_catalog.pg_roles as r where r.rolname = current_user
),
captured as (
    select c.oid
    from wanted as w
    inner join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    inner join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
),
granted(relation, privilege) as (
    select c.oid, a.privilege_type
    from pg_catalog.pg_class as c
    cross join lateral aclexplode(c.relacl) as a
    inner join me on me.oid = a.grantee
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
    union
    select t.attrelid, a.privilege_type
    from pg_catalog.pg_attribute as t
    cross join lateral aclexplode(t.attacl) as a
    inner join me on me.oid = a.grantee
),
excess(place, text) as (
    select 1, format('login %I of the ERP is a superuser or may create databases or roles: run `alter role %1$I nosuperuser'
        ' nocreatedb nocreaterole` there', me.rolname)
    from me
    where me.rolsuper or me.rolcreatedb or me.rolcreaterole
    union all
    select 2, format('login %I of the ERP is a member of %s and may do what these may: run `revoke %2$s from %1$I` there',
        me.rolname, string_agg(quote_ident(r.rolname), ', ' order by r.rolname))
    from me
    inner join pg_catalog.pg_auth_members as m on m.member = me.oid
    inner join pg_catalog.pg_roles as r on r.oid = m.roleid
    -- without it nobody replicates at Amazon RDS and Aurora
    where r.rolname <> 'rds_replication'
    group by me.rolname
    union all
    select 3, format('login %I of the ERP may read %s tables or views that are not captured, such as %s: revoke what is not needed',
        me.rolname, count(distinct g.relation), min(g.relation::regclass::text))
    from me
    cross join granted as g
    where g.privilege = 'SELECT' and g.relation not in (select c.oid from captured as c)
    group by me.rolname
    union all
    select 4, format('login %I of the ERP may change %s tables, such as %s: a capture only reads, so revoke that',
        me.rolname, count(distinct g.relation), min(g.relation::regclass::text))
    from me
    cross join granted as g
    where g.privilege in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
    group by me.rolname
)
select e.text from excess as e order by e.place
