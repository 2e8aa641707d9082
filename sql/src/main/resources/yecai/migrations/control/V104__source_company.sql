-- Which company of the group each company of a source is. Row policies know the group's codes only.

-- `mapped` says that the configuration names the code; else the source's own code became the group's, since no other source's
-- company had it. Several companies of sources may be one of the group only where the configuration says so: the first that had
-- the code is marked, so that two sources that are loaded at the same time cannot both take it by themselves.
create table hub.source_company (
    source text not null references hub.source,
    source_company text not null check (source_company <> ''),
    company text not null check (company <> ''),
    mapped boolean not null,
    is_first boolean not null,
    registered_at timestamptz not null default clock_timestamp(),
    primary key (source, source_company)
);

create unique index source_company_first on hub.source_company (company) where is_first;
create index source_company_company on hub.source_company (company);

grant select, insert, update, delete on hub.source_company to yecai_capture;
grant select on hub.source_company to yecai_dba;
