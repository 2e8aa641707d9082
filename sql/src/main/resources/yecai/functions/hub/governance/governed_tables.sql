-- Governs every canonical table, every table of schema books, the control totals and the late changes. Runs whenever functions are installed, which a new migration
-- brings about as well: a table that a migration makes is governed in the same run.
do $$
declare
    governed regclass;
begin
    for governed in
        select c.oid
        from pg_class as c
        where (c.relnamespace in ('canon'::regnamespace, 'books'::regnamespace) and c.relkind in ('r', 'p') and not c.relispartition)
            or c.oid in ('hub.control_total'::regclass, 'hub.late_change'::regclass)
        order by c.oid::regclass::text
    loop
        call hub.govern(governed);
    end loop;
end
$$;
