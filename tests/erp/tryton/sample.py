#!/usr/bin/python3
"""Writes the sample on which the build tests the pack: the captured tables and columns of a live Tryton database as SQL,
and beside it the figures of the truth queries. Run it again when the pack captures more."""
import argparse
import datetime as dt
import gzip
import os
import subprocess
import sys

import psycopg2
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
PACK = os.path.join(HERE, '../../../sql/src/main/resources/yecai/packs/tryton')
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--tryton', required=True, help='connection string of the Tryton database')
parser.add_argument('--as-of', type=dt.date.fromisoformat, default=dt.date.today())
args = parser.parse_args()


def literal(value):
    return 'null' if value is None else "'" + value.replace("'", "''") + "'"


def main():
    with open(os.path.join(PACK, 'pack.yml')) as file:
        tables = yaml.safe_load(file)['tables']
    out = ['set standard_conforming_strings = on;']
    with psycopg2.connect(args.tryton) as tryton, tryton.cursor() as cursor:
        for name, spec in tables.items():
            schema, table = name.split('.')
            cursor.execute('''select attname, format_type(atttypid, atttypmod), attnotnull from pg_attribute
                where attrelid = %s::regclass and attname = any(%s)''', ('%s."%s"' % (schema, table), spec['columns']))
            types = {column: (kind, required) for column, kind, required in cursor.fetchall()}
            quoted = ['"%s"' % column for column in spec['columns']]
            out.append('create table %s."%s" (%s, primary key (%s));' % (schema, table, ', '.join(
                '%s %s%s' % (column, types[column.strip('"')][0], ' not null' if types[column.strip('"')][1] else '')
                for column in quoted), ', '.join(spec['key'])))
            cursor.execute('select %s from %s."%s" order by %s' % (
                ', '.join(column + '::text' for column in quoted), schema, table, ', '.join(spec['key'])))
            rows = cursor.fetchall()
            for start in range(0, len(rows), 200):
                out.append('insert into %s."%s" values\n%s;' % (schema, table, ',\n'.join(
                    '(' + ', '.join(literal(value) for value in row) + ')' for row in rows[start:start + 200])))
    folder = os.path.join(PACK, 'fixtures')
    os.makedirs(folder, exist_ok=True)
    with gzip.GzipFile(os.path.join(folder, 'sample.sql.gz'), 'wb', mtime=0) as file:
        file.write(('\n'.join(out) + '\n').encode())
    expected = os.path.join(HERE, 'sample')
    os.makedirs(expected, exist_ok=True)
    with open(os.path.join(expected, 'as_of'), 'w') as file:
        file.write('%s\n' % args.as_of)
    return subprocess.call([sys.executable, os.path.join(HERE, 'compare.py'), '--tryton', args.tryton,
        '--as-of', str(args.as_of), '--write', expected])


if __name__ == '__main__':
    sys.exit(main())
