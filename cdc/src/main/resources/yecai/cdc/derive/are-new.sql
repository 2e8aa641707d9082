-- Whether nothing is there of the keys that the batch touched, nor can be details of them.
select
    exists (
        select
        from hub.plain_mapping as p
        where (p.source, p.mapping) = ({{source}}, {{mapping}})
    )
    and not exists (
        select
        from {{canon}} as e
        where e.source = {{source}}
            and e.entity_key = any(array(
                select {{prefix}} || t.derive_key::text
                from (
                    {{touched_keys}}
                ) as t
            ))
    )
