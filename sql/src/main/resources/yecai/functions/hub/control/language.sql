-- Languages in which readers may ask for names, from the setting 'languages': codes such as zh, separated by commas.
create or replace view hub.language as
select trim(l.code) as language
from hub.setting as s
cross join lateral regexp_split_to_table(s.value, ',') as l (code)
where s.name = 'languages' and trim(l.code) <> '';

grant select on hub.language to yecai_mart, yecai_mart_all, yecai_mart_narrow;
