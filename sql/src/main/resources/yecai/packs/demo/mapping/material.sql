select
    m.code as derive_key,
    m.code as entity_key,
    m.code as material,
    m.name_en as name,
    jsonb_build_object('en', m.name_en, 'zh', m.name_zh) as names,
    m.kind as material_kind,
    m.material_group,
    m.stock_account,
    m.uom as base_unit,
    m.active
from materials as m
