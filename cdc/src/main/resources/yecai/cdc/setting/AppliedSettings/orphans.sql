select hub.set_source_setting(s.source, s.name, s.company, null, 'the pack no longer declares it')
from hub.source_setting as s
where s.source = :source and s.name <> all (:names)
