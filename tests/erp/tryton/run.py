"""See run."""
import argparse
import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psycopg2

from cluster import Cluster, free_port

HERE = os.path.dirname(os.path.abspath(__file__))
YECAI = os.path.join(HERE, '../../../yecai')
PYTHON = [sys.executable, '-W', 'ignore', '-u']
# days before the last: where phase 1 ends, where the capture stops, where it starts again
STOPS = (100, 55, 30)
START = time.time()

parser = argparse.ArgumentParser(prog='run', description='The whole hub against a real Tryton.')
parser.add_argument('--sales', type=int, default=20)
parser.add_argument('--productions', type=int, default=12)
parser.add_argument('--purchases', type=int, default=14)
parser.add_argument('--days', type=int, default=200, help='length of the history; 150 or more')
parser.add_argument('--seed', type=int, default=1)
parser.add_argument('--as-of', type=dt.date.fromisoformat, default=dt.date.today(), help=argparse.SUPPRESS)
parser.add_argument('--keep', action='store_true', help='keep logs and the Tryton database of the run')
args = parser.parse_args()


def say(text):
    print('[%5.0f s] %s' % (time.time() - START, text), flush=True)


class Hub:
    "The hub's commands as anybody runs them, on a server of its own."

    def __init__(self, folder, cluster, database):
        self.folder, self.port = folder, free_port()
        self.config = os.path.join(folder, 'yecai.yml')
        self.server = self.capture = None
        with open(self.config, 'w') as file:
            file.write('''
hub:
  url: jdbc:postgresql://127.0.0.1:%d/yecai
  admin: {user: postgres, password: {env: YECAI_TEST_PASSWORD}}
  migrate: {user: yecai_migrate, password: {env: YECAI_TEST_PASSWORD}}
  capture: {user: yecai_capture, password: {env: YECAI_TEST_PASSWORD}}
  reporting_currency: CNY
sources:
  tryton:
    pack: tryton
    url: jdbc:postgresql://127.0.0.1:%d/%s
    admin: {user: postgres, password: {env: YECAI_TEST_PASSWORD}}
    capture: {user: yecai_%s, password: {env: YECAI_TEST_PASSWORD}}
    slot: yecai_%s
''' % (self.port, cluster.port, database, database, database))
        os.environ['YECAI_TEST_PASSWORD'] = 'of-this-trial'

    def __enter__(self):
        log = open(os.path.join(self.folder, 'server.log'), 'w')
        self.server = subprocess.Popen([YECAI, 'server', '--data', os.path.join(self.folder, 'hub'), '--port', str(self.port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.time() + 600
        while True:
            try:
                psycopg2.connect(self.dsn('postgres')).close()
                return self
            except psycopg2.OperationalError:
                if self.server.poll() is not None or time.time() > deadline:
                    sys.exit('run: the hub\'s server did not start, see %s' % log.name)
                time.sleep(.5)

    def __exit__(self, *problem):
        self.stop_capture()
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(60)

    def dsn(self, database='yecai', user='postgres', password='postgres'):
        return 'host=127.0.0.1 port=%d dbname=%s user=%s password=%s' % (self.port, database, user, password)

    def command(self, *words):
        with open(os.path.join(self.folder, 'hub.log'), 'a') as log:
            code = subprocess.call([YECAI, words[0], '--config', self.config, *words[1:]], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        return code, log.name

    def must(self, *words):
        code, log = self.command(*words)
        if code:
            with open(log) as file:
                sys.stderr.write(''.join(file.readlines()[-30:]))
            sys.exit('run: yecai %s ended with %d' % (' '.join(words), code))

    def start_capture(self):
        log = open(os.path.join(self.folder, 'capture.log'), 'a')
        self.capture = subprocess.Popen([YECAI, 'capture', '--config', self.config], stdin=subprocess.DEVNULL, stdout=log,
            stderr=log)

    def stop_capture(self):
        if self.capture:
            self.capture.send_signal(signal.SIGTERM)
            self.capture.wait(120)
            self.capture = None

    def wait_for(self, position):
        with psycopg2.connect(self.dsn()) as hub, hub.cursor() as cursor:
            hub.autocommit = True
            deadline = time.time() + 300
            while True:
                cursor.execute('select position >= %s::pg_lsn, position::text, state from hub.source', (position,))
                there, at, state = cursor.fetchone()
                if there:
                    return
                if self.capture.poll() is not None or state == 'failed' or time.time() > deadline:
                    sys.exit('run: the hub did not reach %s, it is at %s and %s; see %s' % (
                        position, at, state, os.path.join(self.folder, 'capture.log')))
                time.sleep(.2)

    def add_finance_user(self):
        with psycopg2.connect(self.dsn()) as hub, hub.cursor() as cursor:
            cursor.execute("select hub.add_principal('controlling', 'service', array['finance_reader'])")
            cursor.execute("select hub.add_login('controlling_1', 'controlling', 'of-controlling')")
            cursor.execute("select hub.grant_scope('controlling', 'company', '*', null, 'test with Tryton')")
        return self.dsn('yecai', 'controlling_1', 'of-controlling')


def empty_tryton(cluster, folder, conf):
    "A database with every module activated; made once per machine."
    if cluster.has('tryton_empty'):
        return
    say('activating Tryton\'s modules, once on this machine (about two minutes)')
    cluster.drop('tryton_new')
    with cluster.admin() as cursor:
        cursor.execute('create database tryton_new owner tryton')
    password = os.path.join(folder, 'password')
    with open(password, 'w') as file:
        file.write('admin\n')
    admin = [*PYTHON, '/usr/bin/trytond-admin', '-c', conf, '-d', 'tryton_new']
    modules = [name.replace('-', '_') for name in os.environ['MODULES'].split()]
    with open(os.path.join(folder, 'modules.log'), 'w') as log:
        for words in (['--all', '--email', 'admin@example.com', '-l', 'en'], ['-u', *modules, '--activate-dependencies']):
            if subprocess.call(admin + words, env={**os.environ, 'TRYTONPASSFILE': password}, stdout=log, stderr=log):
                sys.exit('run: trytond-admin failed, see %s' % log.name)
    with cluster.admin() as cursor:
        cursor.execute('alter database tryton_new rename to tryton_empty')


def position(cluster, database):
    "The position of Tryton's log, and something captured beyond it: a change that changes nothing."
    with cluster.admin(database) as cursor:
        cursor.execute('select pg_current_wal_lsn()::text')
        found = cursor.fetchone()[0]
        cursor.execute('update currency_currency set name = name where id = (select min(id) from currency_currency)')
        return found


class Business:
    "The scenario in a process of its own, which stops between phases."

    def __init__(self, folder, cluster, database, conf):
        self.log = open(os.path.join(folder, 'scenario.log'), 'w')
        self.words = [*PYTHON, os.path.join(HERE, 'scenario.py'), '--config', conf, '--uri', cluster.uri(database),
            '--days', str(args.days), '--today', str(args.as_of)]
        self.process = None

    def master_data(self):
        if subprocess.call([*self.words, '--master-only'], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log):
            sys.exit('run: the scenario failed, see %s' % self.log.name)

    def start(self):
        self.process = subprocess.Popen([*self.words, '--sales', str(args.sales), '--productions', str(args.productions),
            '--purchases', str(args.purchases), '--seed', str(args.seed), '--stops', ','.join(map(str, STOPS))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)

    def go_on(self):
        "Runs to the next stop or to the end; returns what the scenario says."
        if self.process is None:
            self.start()
        else:
            self.process.stdin.write('\n')
            self.process.stdin.flush()
        for line in self.process.stdout:
            self.log.write(line)
            if line.startswith(('STOP', 'DONE')):
                return line.strip()
        sys.exit('run: the scenario ended early, see %s' % self.log.name)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()


def verify(hub, cluster, database, conf, folder):
    bad = 0
    say('yecai check: mirror = Tryton, canonical = mappings, control totals')
    code, log = hub.command('check')
    if code > 1:
        sys.exit('run: yecai check ended with %d, see %s' % (code, log))
    print('yecai check: ' + ('no difference' if code == 0 else 'DIFFERENCES, see %s' % log))
    bad += code
    finance = hub.add_finance_user()
    say('the hub (as a finance user) against truth queries on Tryton, as of %s' % args.as_of)
    bad += subprocess.call([*PYTHON, os.path.join(HERE, 'compare.py'), '--tryton', cluster.dsn(database), '--hub', finance,
        '--as-of', str(args.as_of)])
    say('the hub against the figures that Tryton computes itself')
    bad += subprocess.call([*PYTHON, os.path.join(HERE, 'computed.py'), '--config', conf, '--uri', cluster.uri(database),
        '--hub', finance])
    return bad


def main():
    base = os.path.join(os.environ.get('TMPDIR', '/tmp'), 'yecai-tryton')
    folder = tempfile.mkdtemp(prefix='yecai-tryton-run-')
    database = 'tryton_run_%d' % os.getpid()
    bad = 1
    with Cluster(base) as cluster:
        conf = os.path.join(folder, 'trytond.conf')
        with open(conf, 'w') as file:
            file.write('[database]\nuri = %s\npath = %s\n' % (cluster.uri(), folder))
        empty_tryton(cluster, folder, conf)
        business = Business(folder, cluster, database, conf)
        try:
            bad = trial(cluster, database, business, folder, conf)
        finally:
            business.end()
            if args.keep:
                say('kept: database %s, logs in %s' % (database, folder))
            else:
                cluster.drop(database)
    if not args.keep and not bad:
        shutil.rmtree(folder, ignore_errors=True)
    say('Tryton and the hub agree' if not bad else 'DIFFERENCES found; logs in %s' % folder)
    return 1 if bad else 0


def trial(cluster, database, business, folder, conf):
    master = 'tryton_master_%s_%d' % (args.as_of.strftime('%Y%m%d'), args.days)
    if cluster.has(master):
        cluster.copy(master, database)
    else:
        say('master data of the group, once a day')
        cluster.copy('tryton_empty', database)
        business.master_data()
        cluster.copy(database, master)
    say('phase 1: history before the initial load (%d sales, %d productions, %d purchases, seed %d)' % (
        args.sales, args.productions, args.purchases, args.seed))
    say('  ' + business.go_on())
    with Hub(folder, cluster, database) as hub:
        for words in (['init', '--run'], ['migrate'], ['load']):
            say('yecai ' + ' '.join(words))
            hub.must(*words)
        hub.start_capture()
        say('phase 2: business while the hub captures')
        say('  ' + business.go_on())
        say('phase 3: the capture stops, business goes on')
        hub.stop_capture()
        say('  ' + business.go_on())
        say('         the capture starts again')
        hub.start_capture()
        say('  ' + business.go_on())
        hub.wait_for(position(cluster, database))
        return verify(hub, cluster, database, conf, folder)


if __name__ == '__main__':
    sys.exit(main())
