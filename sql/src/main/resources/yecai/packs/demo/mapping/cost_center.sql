select
    k.code as derive_key,
    k.code as entity_key,
    p.company,
    k.plant,
    k.code as cost_center,
    k.name_en as name,
    jsonb_build_object('en', k.name_en, 'zh', k.name_zh) as names
from cost_centers as k
left join plants as p on p.code = k.plant
