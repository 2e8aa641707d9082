select exists (
    select from hub.operation as o
    where o.source = :source
        and (
            o.state = 'requested' and o.take_before > clock_timestamp()
            or o.state = 'running' and o.epoch < :epoch
        )
)
