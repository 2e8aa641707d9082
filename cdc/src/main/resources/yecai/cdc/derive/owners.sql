-- The other derive keys that may own the row e: everything that its key begins with, up to each colon. A key that is parked
-- gives nothing, and must not be asked.
select k.derive_key
from (
    select array_to_string(
        (string_to_array(substr(e.entity_key, {{behind_prefix}}), ':'))[1:n.parts], ':') as derive_key
    from generate_subscripts(string_to_array(substr(e.entity_key, {{behind_prefix}}), ':'), 1) as n(parts)
) as k
where k.derive_key is distinct from e.derive_key::text
    and not exists (
        select
        from hub.parked as p
        where (p.source, p.mapping, p.derive_key) = ({{source}}, {{mapping}}, k.derive_key)
    )
