-- What is noted of open sessions: when rights shrink, those with an older snapshot are ended.

-- Sessions that were ended because their rights had shrunk while a snapshot of theirs was older.
create table hub.session_end (
    session_end bigint generated always as identity primary key,
    login text not null,
    principal text not null,
    backend integer not null,
    reason text not null,
    rights_shrank_at timestamptz not null,
    ended_at timestamptz not null default clock_timestamp()
);

-- When each login was last seen connected, sampled by `yecai access watch`; reviews show it.
create table hub.login_use (
    login text primary key,
    principal text not null,
    last_seen timestamptz not null
);

grant select, insert on hub.session_end to yecai_access;
grant select, insert, update, delete on hub.login_use to yecai_access;
grant select on hub.session_end, hub.login_use to yecai_dba;
