-- Mappings that give each key one row of its own name and no details: the capture need not look for details that are gone.

create table hub.plain_mapping (
    source text not null references hub.source,
    mapping text not null,
    primary key (source, mapping)
);

grant select, insert, delete on hub.plain_mapping to yecai_capture;
