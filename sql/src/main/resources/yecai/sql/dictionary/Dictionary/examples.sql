-- The examples as they are now; returns how many of them were missing or differed.
with wanted as (
    select
        w.dataset,
        nullif(split_part(w.formulas, ' | ', 1), '') as formula,
        nullif(split_part(w.formulas, ' | ', 2), '') as formula_zh,
        w.example
    from unnest(:datasets::text[], :formulas::text[], :examples::text[]) as w (dataset, formulas, example)
),
dropped as (
    delete from hub.dataset_example as e
    where not exists (select from wanted as w where w.dataset = e.dataset)
    returning e.dataset
),
written as (
    insert into hub.dataset_example as e (dataset, formula, formula_zh, example)
    select w.dataset, w.formula, w.formula_zh, w.example
    from wanted as w
    on conflict (dataset) do update
    set formula = excluded.formula, formula_zh = excluded.formula_zh, example = excluded.example
    where (e.formula, e.formula_zh, e.example) is distinct from (excluded.formula, excluded.formula_zh, excluded.example)
    returning e.dataset
)
select (select count(*) from dropped) + (select count(*) from written)
