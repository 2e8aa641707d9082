-- An example of each published view and function, and how its figures come about, for finance.dictionary. Written by every
-- migration from the program's own texts.
create table hub.dataset_example (
    dataset text primary key,
    formula text,
    formula_zh text,
    example text not null
);

grant select on hub.dataset_example to yecai_mart, yecai_dba;
