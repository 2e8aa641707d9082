-- What the login of this session may do at the ERP that it does not need, as far as the catalogue tells: :reads, whether it is the one
-- that reads the captured tables, and :replicates, whether it is the one that reads the log. Continues the CTE
-- wanted(place, schema_name, table_name, key, columns).
me as (
    select r.* from pg_catalog.pg_roles as r where r.rolname = current_user
),
captured as (
    select c.oid
    from wanted as w
    inner join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    inner join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
    where :reads
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
    where r.rolname <> 'rds_replication' or not :replicates
    group by me.rolname
    union all
    select 3, format('login %I of the ERP may read %s tables or views that ' || case when :reads then 'are not captured'
            else 'it does not need, since `reader` reads the captured ones' end || ', such as %s: revoke what is not needed',
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
    union all
    select 5, format('login %I of the ERP only reads tables, and may replicate: run `alter role %1$I noreplication` there', me.rolname)
    from me
    where me.rolreplication and not :replicates
)
select e.text from excess as e order by e.place
