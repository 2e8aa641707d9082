#!/usr/bin/python3
"""Writes the sample on which the build tests the pack: the captured tables and columns of an Odoo database as SQL. Run it again when
the pack captures more:

    sample.py --odoo 'host=127.0.0.1 port=25519 user=odoo dbname=odoo'
"""
import argparse
import gzip
import os
import subprocess

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
PACK = os.path.join(HERE, '../../../sql/src/main/resources/yecai/packs/odoo')
parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
parser.add_argument('--odoo', required=True, help='connection string of the Odoo database, as psql takes it')
args = parser.parse_args()

TABLE = '''
select format('create table %%s (%%s, primary key (%%s));', %(table)s::text,
    string_agg(format('%%I %%s%%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end),
        ', ' order by a.attnum), %(key)s::text)
from pg_attribute as a
where a.attrelid = %(table)s::regclass and a.attname = any(string_to_array(%(columns)s, ','))
'''
ROWS = '''
select format(E'insert into %%s (%%s) values\\n%%s;', %(table)s::text, %(columns)s::text, string_agg(r.line, E',\\n' order by r.place))
from (
    select row_number() over (order by %(order)s) as place, '(' || concat_ws(', ', %(values)s) || ')' as line from %(from)s
) as r
group by (r.place - 1) / 200
order by min(r.place)
'''


def text(value):
    return "'" + value.replace("'", "''") + "'"


def psql(sql, *more):
    result = subprocess.run(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', *more, args.odoo], input=sql, text=True, check=True,
        capture_output=True)
    return result.stdout


def write_sample():
    with open(os.path.join(PACK, 'pack.yml')) as file:
        tables = yaml.safe_load(file)['tables']
    out = ['set standard_conforming_strings = on;\n']
    for name, spec in tables.items():
        columns, key = spec['columns'], ', '.join(spec['key'])
        names = {'table': text(name), 'key': text(key), 'columns': text(','.join(columns)), 'from': name, 'order': key}
        out.append(psql(TABLE % names, '-At'))
        names['columns'] = text(', '.join(columns))
        names['values'] = ', '.join('quote_nullable(%s::text)' % column for column in columns)
        out.append(psql(ROWS % names, '-At'))
    folder = os.path.join(PACK, 'fixtures')
    os.makedirs(folder, exist_ok=True)
    with gzip.GzipFile(os.path.join(folder, 'sample.sql.gz'), 'wb', mtime=0) as file:
        file.write(''.join(out).encode())


write_sample()
