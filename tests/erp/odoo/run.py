"""See run."""
import argparse
import csv
import datetime as dt
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

import pace

HERE = os.path.dirname(os.path.abspath(__file__))
YECAI = os.environ.get('YECAI', os.path.join(HERE, '../../../yecai'))
START = time.time()
# the columns of truth queries that name a row; all others are figures
NAMES = {'day', 'company', 'account', 'customer', 'supplier', 'number', 'material', 'line', 'period', 'sales_order', 'production_order',
    'cost_center', 'currency'}

parser = argparse.ArgumentParser(prog='run', description='The whole hub against a real Odoo.')
parser.add_argument('--sales', type=int, default=20)
parser.add_argument('--productions', type=int, default=12)
parser.add_argument('--purchases', type=int, default=14)
parser.add_argument('--days', type=int, default=200, help='length of the history')
parser.add_argument('--seed', type=int, default=1)
parser.add_argument('--history', metavar='DATABASE', help='begin with a copy of this Odoo database instead of a history')
parser.add_argument('--pace', type=float, metavar='N', help='then N steps of documents a minute, with Odoo\'s background jobs, and how '
    'late finance sees them')
parser.add_argument('--minutes', type=float, default=5, help='how long')
parser.add_argument('--keep', action='store_true', help='keep logs and the Odoo database of the run')
args = parser.parse_args()
ODOO_PORT = int(os.environ['PGPORT'])
TODAY = dt.date.today()


def say(text):
    print('[%5.0f s] %s' % (time.time() - START, text), flush=True)


def free_port():
    with socket.socket() as probe:
        for port in range(20000, 32768):
            try:
                probe.bind(('127.0.0.1', port))
                return port
            except OSError:
                continue
    sys.exit('run: no free port')


def psql(port, database, sql, user='postgres', password=None):
    environment = {**os.environ, 'PGPASSWORD': password or ''}
    result = subprocess.run(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '--csv', '-h', '127.0.0.1', '-p', str(port), '-U', user,
        '-d', database], input=sql, text=True, capture_output=True, env=environment)
    if result.returncode:
        sys.exit('run: %s: %s' % (database, result.stderr.strip()[-2000:]))
    return list(csv.reader(io.StringIO(result.stdout)))


class Odoo:
    "Odoo's database of the run, and its business in three phases."

    def __init__(self, folder, database):
        self.database = database
        self.log = open(os.path.join(folder, 'scenario.log'), 'w')

    def create(self):
        psql(ODOO_PORT, 'postgres', 'create database %s template %s owner odoo' % (self.database, args.history or 'odoo_empty'))

    def drop(self):
        psql(ODOO_PORT, 'postgres', 'drop database if exists %s with (force)' % self.database)

    def ask(self, sql):
        return psql(ODOO_PORT, self.database, sql)

    def trace(self):
        return Trace()

    def begin(self, *words):
        "The scenario, in the background."
        return subprocess.Popen([os.path.join(HERE, 'odoo.sh'), '--script', os.path.join(HERE, 'scenario.py'), *words,
            '--database', self.database], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def script(self, name, *words):
        code = subprocess.call([os.path.join(HERE, 'odoo.sh'), '--script', os.path.join(HERE, name), *words,
            '--database', self.database], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.log.flush()
        return code

    def business(self, *words):
        if self.script('scenario.py', *words):
            sys.exit('run: the scenario failed, see %s' % self.log.name)

    def history(self):
        self.business('--sales', str(args.sales), '--productions', str(args.productions), '--purchases', str(args.purchases),
            '--days', str(args.days), '--seed', str(args.seed), '--today', str(TODAY))

    def go_on(self, seed):
        self.business('--days', '0', '--sales', '4', '--productions', '3', '--purchases', '3', '--seed', str(seed))

    def position(self):
        "The position of its log, and something captured beyond it: a change that changes nothing."
        found = psql(ODOO_PORT, self.database, 'select pg_current_wal_lsn()::text')[1][0]
        psql(ODOO_PORT, self.database, 'update res_country set code = code where id = (select min(id) from res_country)')
        return found


class Trace:
    "A file in the chroot in which the scenario notes its steps."

    def __init__(self):
        self.inside = '/srv/yecai/trace_%d_%d' % (os.getpid(), time.monotonic_ns())
        self.path = os.environ['ROOT'] + self.inside
        open(self.path, 'w').close()
        os.chmod(self.path, 0o666)

    def steps(self):
        "(number, kind, transactions) of each."
        with open(self.path) as file:
            words = [line[:-1].split(' ') for line in file if line.endswith('\n')]
        return [(int(number), kind, xids.split(',') if xids else []) for number, kind, xids in words]

    def go(self, number):
        with open(self.path + '.new', 'w') as file:
            file.write(str(number))
        os.rename(self.path + '.new', self.path + '.go')


class Hub:
    "The hub's commands as anybody runs them, on a server of its own."

    def __init__(self, folder, odoo):
        self.folder, self.port = folder, free_port()
        self.config = os.path.join(folder, 'yecai.yml')
        self.server = self.capture = None
        os.environ['YECAI_TEST_PASSWORD'] = 'of-this-trial'
        with open(self.config, 'w') as file:
            file.write('''
hub:
  url: jdbc:postgresql://127.0.0.1:%d/yecai
  admin: {user: postgres, password: {env: YECAI_TEST_PASSWORD}}
  migrate: {user: yecai_migrate, password: {env: YECAI_TEST_PASSWORD}}
  capture: {user: yecai_capture, password: {env: YECAI_TEST_PASSWORD}}
  reporting_currency: CNY
sources:
  odoo:
    pack: odoo
    url: jdbc:postgresql://127.0.0.1:%d/%s
    admin: {user: postgres, password: {env: YECAI_TEST_PASSWORD}}
    capture: {user: yecai_%s, password: {env: YECAI_TEST_PASSWORD}}
    slot: yecai_%s
''' % (self.port, ODOO_PORT, odoo.database, odoo.database, odoo.database))

    def __enter__(self):
        self.start_server()
        if args.pace:                                       # what its statements take is only counted by a server that was told so
            psql(self.port, 'postgres', "alter system set shared_preload_libraries = 'pg_stat_statements'", password='postgres')
            self.stop_server()
            self.start_server()
        return self

    def start_server(self):
        log = open(os.path.join(self.folder, 'server.log'), 'a')
        self.server = subprocess.Popen([YECAI, 'server', '--data', os.path.join(self.folder, 'hub'), '--port', str(self.port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.time() + 900
        while subprocess.call(['psql', '-X', '-q', '-h', '127.0.0.1', '-p', str(self.port), '-U', 'postgres', '-c', 'select 1'],
                env={**os.environ, 'PGPASSWORD': 'postgres'}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            if self.server.poll() is not None or time.time() > deadline:
                sys.exit('run: the hub\'s server did not start, see %s' % log.name)
            time.sleep(.5)

    def __exit__(self, *problem):
        self.stop_capture()
        self.stop_server()

    def stop_server(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(60)

    def command(self, *words):
        with open(os.path.join(self.folder, 'hub.log'), 'a') as log:
            code = subprocess.call([YECAI, words[0], '--config', self.config, *words[1:]], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        return code, log.name

    def must(self, *words):
        say('yecai ' + ' '.join(words))
        code, log = self.command(*words)
        if code:
            with open(log) as file:
                sys.stderr.write(''.join(file.readlines()[-30:]))
            sys.exit('run: yecai %s ended with %d' % (' '.join(words), code))

    def start_capture(self):
        log = open(os.path.join(self.folder, 'capture.log'), 'a')
        self.capture = subprocess.Popen([YECAI, 'capture', '--config', self.config], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop_capture(self):
        if self.capture:
            self.capture.send_signal(signal.SIGTERM)
            self.capture.wait(120)
            self.capture = None

    def admin(self, sql):
        return psql(self.port, 'yecai', sql, 'postgres', 'postgres')

    def wait_for(self, position):
        deadline = time.time() + 600
        while True:
            there, at, state = self.admin("select position >= '%s'::pg_lsn, position, state from hub.source" % position)[1]
            if there == 't':
                return
            if self.capture.poll() is not None or state == 'failed' or time.time() > deadline:
                sys.exit('run: the hub did not reach %s, it is at %s and %s; see %s' % (
                    position, at, state, os.path.join(self.folder, 'capture.log')))
            time.sleep(.05)

    def finance(self, sql):
        return psql(self.port, 'yecai', sql, 'controlling_1', 'of-controlling')

    def add_finance_user(self):
        self.admin("select hub.add_principal('controlling', 'service', array['finance_reader']);"
            "select hub.add_login('controlling_1', 'controlling', 'of-controlling');"
            "select hub.grant_scope('controlling', 'company', '*', null, 'test with Odoo')")


def differences(truth, found):
    "Rows are named by their first columns; figures may differ by less than half a cent."
    texts = next(i for i, name in enumerate(truth[0]) if name not in NAMES)
    wanted, there = ({tuple(row[:texts]): row[texts:] for row in rows[1:]} for rows in (truth, found))
    bad = []
    for key in sorted(wanted.keys() | there.keys()):
        if key not in wanted or key not in there:
            bad.append('%s %s' % (' / '.join(key), 'is missing' if key in wanted else 'is not expected'))
            continue
        for name, a, b in zip(truth[0][texts:], wanted[key], there[key]):
            if abs(Decimal(a or 0) - Decimal(b or 0)) >= Decimal('0.005'):
                bad.append('%s: %s should be %s and is %s' % (' / '.join(key), name, a, b))
    return len(wanted), bad


def compare(hub, odoo):
    failed = 0
    for name in sorted(os.listdir(os.path.join(HERE, 'truth'))):
        sides = []
        for folder, run in (('truth', lambda sql: psql(ODOO_PORT, odoo.database, sql)), ('hub', hub.finance)):
            with open(os.path.join(HERE, folder, name)) as file:
                sides.append(run(file.read().replace(':as_of', "'%s'" % TODAY)))
        rows, bad = differences(*sides)
        print('%-28s %5d rows, %s' % (name, rows, 'no difference' if not bad else '%d DIFFERENCES' % len(bad)), flush=True)
        for line in bad[:5]:
            print('    ' + line)
        failed += bool(bad)
    return failed


def verify(hub, odoo):
    code, log = hub.command('check')
    if code > 1:
        sys.exit('run: yecai check ended with %d, see %s' % (code, log))
    print('yecai check: mirror = Odoo, canonical = mappings, control totals: ' + ('no difference' if code == 0 else 'DIFFERENCES, see %s' % log))
    bad = code
    hub.add_finance_user()
    say('the hub (as a finance user) against truth queries on Odoo')
    bad += compare(hub, odoo)
    say('queries of the same kind against the figures that Odoo computes itself')
    code = odoo.script('verify.py')
    print('verify.py: ' + ('no difference' if code == 0 else 'DIFFERENCES, see %s' % odoo.log.name))
    return bad + code


def trial(hub, odoo):
    for words in (['init', '--run'], ['migrate'], ['load']):
        hub.must(*words)
    hub.start_capture()
    say('phase 2: business while the hub captures')
    odoo.go_on(args.seed + 100)
    say('phase 3: the capture stops, business goes on')
    hub.stop_capture()
    odoo.go_on(args.seed + 200)
    say('         the capture starts again')
    hub.start_capture()
    odoo.go_on(args.seed + 300)
    hub.wait_for(odoo.position())
    bad = verify(hub, odoo)
    if args.pace:
        hub.admin('create extension if not exists pg_stat_statements')
        bad += not pace.measure(hub, odoo, args.pace, args.minutes, args.seed + 400, say)
        pace.costs(hub, odoo, args.seed + 500, say)
    return bad


def main():
    folder = tempfile.mkdtemp(prefix='yecai-odoo-run-')
    odoo = Odoo(folder, 'odoo_run_%d' % os.getpid())
    bad = 1
    odoo.create()
    try:
        if not args.history:
            say('phase 1: history before the initial load (%d sales, %d productions, %d purchases, seed %d)' % (
                args.sales, args.productions, args.purchases, args.seed))
            odoo.history()
        with Hub(folder, odoo) as hub:
            bad = trial(hub, odoo)
    finally:
        if args.keep:
            say('kept: database %s, logs in %s' % (odoo.database, folder))
        else:
            odoo.drop()
    if not args.keep and not bad:
        shutil.rmtree(folder, ignore_errors=True)
    say('Odoo and the hub agree' if not bad else 'DIFFERENCES found; logs in %s' % folder)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
