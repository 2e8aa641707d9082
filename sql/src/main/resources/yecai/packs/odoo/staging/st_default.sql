-- What a field that each company has a value of holds where the record's jsonb has none: the default of the company, else of all.
select
    field.model,
    field.name as field,
    preset.company_id,
    preset.json_value::jsonb #>> '{}' as value,
    preset.id
from ir_default as preset
inner join ir_model_fields as field on field.id = preset.field_id
where preset.user_id is null and preset.condition is null
