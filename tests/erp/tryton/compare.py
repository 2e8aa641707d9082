#!/usr/bin/python3
"""Compares what the hub shows the finance user with truth queries on the live Tryton database, to the cent.

Each file of truth/ that has a file of the same name in hub/ is one comparison: both give the same columns, first texts
(the key), then figures. Mapping and truth share no SQL. Exit code 1 on any difference.
"""
import argparse
import csv
import datetime as dt
import os
import sys
from decimal import Decimal as D

import psycopg2
import psycopg2.extensions

HERE = os.path.dirname(os.path.abspath(__file__))
COMPARISONS = [
    ('cost', 'cost of finished production orders'),
    ('planned_cost', 'unfinished production orders: estimates'),
    ('open_items', 'open billed items'),
    ('billed_as_of', 'billed = ledger on every fifth day'),
    ('receivable_control', 'open items = receivable accounts'),
    ('ageing', 'ageing, credit notes by due date'),
    ('ageing_credits_apart', 'ageing, credits apart'),
    ('unbilled', 'unbilled deliveries by order line'),
    ('unbilled_customer', 'unbilled receivables by customer'),
    ('unbilled_as_of', 'unbilled deliveries on every fifth day'),
    ('order_to_cash', 'order to cash, lines summed to orders'),
    ('purchases', 'purchase order lines'),
    ('received_as_of', 'received, not billed on every fifth day'),
    ('supplier_invoices', 'suppliers\' invoices'),
    ('payable_items', 'open payables'),
    ('payable_as_of', 'payables = ledger on every fifth day'),
    ('payable_control', 'open payables = payable accounts'),
    ('payable_ageing', 'ageing of payables as of the day'),
    ('ledger', 'ledger by month and account'),
]
HALF_A_CENT = D('0.005')


def text(name):
    with open(os.path.join(HERE, name)) as file:
        return file.read()


def rows(cursor, sql, as_of):
    cursor.execute(sql.replace(':as_of', "'%s'" % as_of))
    names = [column[0] for column in cursor.description]
    keys = [column[0] for column in cursor.description if column[1] in TEXTS]
    found = {}
    for row in cursor.fetchall():
        record = dict(zip(names, row))
        key = tuple(str(record[name] or '') for name in keys)
        if key in found:
            raise SystemExit('the key %s comes twice in: %s' % (key, sql))
        found[key] = {name: record[name] for name in names if name not in keys}
    return keys, [name for name in names if name not in keys], found


TEXTS = psycopg2.extensions.UNICODE.values


def differs(a, b):
    return abs(D(a or 0) - D(b or 0)) >= HALF_A_CENT


def compare(title, truth, hub, verbose):
    keys, figures, wanted = truth
    _, hub_figures, got = hub
    if figures != hub_figures:
        raise SystemExit('%s: truth has the figures %s, the hub %s' % (title, figures, hub_figures))
    wrong = []
    for key in sorted(set(wanted) | set(got)):
        a, b = wanted.get(key), got.get(key)
        if a is None or b is None:
            wrong.append((key, 'only in ' + ('Tryton' if b is None else 'the hub'), a or b))
        elif any(differs(a[name], b[name]) for name in figures):
            wrong.append((key, 'differs', {name: (str(a[name]), str(b[name])) for name in figures
                if differs(a[name], b[name])}))
    sums = '  '.join('%s %s' % (name, sum((D(row[name] or 0) for row in wanted.values()), D(0)).quantize(D('0.01')))
        for name in figures[:3])
    print('%-42s %5d rows  %4d differences   %s' % (title, len(wanted), len(wrong), sums))
    for key, what, detail in wrong[:verbose]:
        print('    %s %s %s' % (' / '.join(key), what, detail))
    return len(wrong), len(wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--tryton', required=True, help='connection string of the Tryton database')
    parser.add_argument('--hub', help='connection string of the hub, as a finance login')
    parser.add_argument('--as-of', type=dt.date.fromisoformat, default=dt.date.today())
    parser.add_argument('--show', type=int, default=10, help='differences to print per comparison')
    parser.add_argument('--write', metavar='FOLDER', help='write the truth as CSV files instead of comparing')
    args = parser.parse_args()
    with psycopg2.connect(args.tryton) as tryton, tryton.cursor() as cursor:
        cursor.execute(text('prepare.sql'))
        truths = {name: rows(cursor, text('truth/%s.sql' % name), args.as_of) for name, _ in COMPARISONS}
    if args.write:
        for name, (keys, figures, found) in truths.items():
            with open(os.path.join(args.write, name + '.csv'), 'w', newline='') as file:
                out = csv.writer(file, lineterminator='\n')
                out.writerow(keys + figures)
                for key in sorted(found):
                    out.writerow(list(key) + ['' if found[key][f] is None else found[key][f] for f in figures])
        return 0
    bad = empty = 0
    hub = psycopg2.connect(args.hub)
    hub.set_session(readonly=True, isolation_level='REPEATABLE READ')
    with hub, hub.cursor() as cursor:
        for name, title in COMPARISONS:
            wrong, size = compare(title, truths[name], rows(cursor, text('hub/%s.sql' % name), args.as_of), args.show)
            bad += wrong
            empty += size == 0
        cursor.execute('select count(*), count(*) filter (where difference <> 0 or source_amount <> mirror_amount) from finance.control_total')
        size, wrong = cursor.fetchone()
        print('%-42s %5d rows  %4d differences' % ('control totals', size, wrong))
        bad += wrong
        empty += size == 0
    print('differences: %d%s' % (bad, ', %d comparisons had nothing to compare' % empty if empty else ''))
    return 1 if bad or empty else 0


if __name__ == '__main__':
    sys.exit(main())
