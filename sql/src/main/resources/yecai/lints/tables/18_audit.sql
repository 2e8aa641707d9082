-- The audit's triggers are disabled or missing.
select
    'audit' as lint,
    'error' as severity,
    'hub.audit' as object,
    format('its trigger %s is %s', w.name, case when t.oid is null then 'missing' else 'switched off' end) as detail,
    case
        when t.oid is null then 'Restore the trigger as in functions/hub/audit/triggers.sql of the program, then run `yecai audit verify`.'
        else format('alter table hub.audit enable %strigger %I;', case when w.always then 'always ' end, w.name)
    end as remedy
from (values ('chain', false), ('append_only', true), ('no_truncate', true)) as w (name, always)
left join pg_trigger as t on t.tgrelid = 'hub.audit'::regclass and t.tgname = w.name
where t.oid is null or t.tgenabled <> case when w.always then 'A' else 'O' end
