select
    exists (
        select from hub.code_change as c
        where c.source = :source and c.done_at is null and c.adopted_at is null and c.problem is null
    ) as adopts,
    exists (
        select from hub.code_change as c
        where c.source = :source and c.done_at is null and c.adopted_at is not null and c.planned_at is null
            and c.problem is null
    ) as plans,
    exists (select from hub.code_key as k where k.source = :source)
        or exists (select from hub.code_change as c where c.source = :source and c.done_at is null and c.planned_at is not null)
    as derives
