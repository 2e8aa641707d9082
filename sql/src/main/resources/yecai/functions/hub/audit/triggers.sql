-- The journals are append-only, and the audit numbers and chains its entries. Always: also where a session replays changes
-- as a replica.
create or replace trigger chain before insert on hub.audit
for each row execute function hub.chain_audit();

create or replace trigger append_only before update or delete on hub.audit
for each row execute function hub.refuse_audit_change();
create or replace trigger no_truncate before truncate on hub.audit
for each statement execute function hub.refuse_audit_change();

create or replace trigger append_only before update or delete on hub.data_access
for each row execute function hub.refuse_audit_change();
create or replace trigger no_truncate before truncate on hub.data_access
for each statement execute function hub.refuse_audit_change();

create or replace trigger append_only before update or delete on hub.data_access_batch
for each row execute function hub.refuse_audit_change();
create or replace trigger no_truncate before truncate on hub.data_access_batch
for each statement execute function hub.refuse_audit_change();

alter table hub.audit enable always trigger append_only;
alter table hub.audit enable always trigger no_truncate;
alter table hub.data_access enable always trigger append_only;
alter table hub.data_access enable always trigger no_truncate;
alter table hub.data_access_batch enable always trigger append_only;
alter table hub.data_access_batch enable always trigger no_truncate;
