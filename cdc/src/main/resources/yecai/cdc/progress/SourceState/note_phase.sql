update hub.source as s
set state = :state,
    state_detail = :detail,
    state_since = case when (s.state, s.state_detail) is distinct from (:state, :detail) then clock_timestamp() else s.state_since end,
    restarts = s.restarts + :restarts
where s.source = :source
    and s.epoch <= :epoch
    and not exists (select from hub.hold as h where h.source = s.source and h.purpose = 'lead' and h.epoch > :epoch)
