"""A PostgreSQL 15 cluster of our own for Tryton, below the temporary directory. Kept between runs for its templates."""
import contextlib
import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import sys

import psycopg2

BIN = os.environ.get('PGBIN', '/usr/lib/postgresql/15/bin')
CONF = '''
# --- Yecai Hub, test with Tryton ---
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = logical
max_wal_senders = 10
max_replication_slots = 10
shared_buffers = 256MB
fsync = off
synchronous_commit = off
max_connections = 60
log_min_messages = warning
'''
HBA = 'host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n'


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        self.data = os.path.join(folder, 'data')
        self.port = None
        # PostgreSQL refuses to run as root
        self.owner = pwd.getpwnam('postgres') if os.getuid() == 0 else None

    def __enter__(self):
        os.makedirs(self.folder, mode=0o755, exist_ok=True)
        self.lock = open(os.path.join(self.folder, 'lock'), 'w')
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit('run: another run uses %s; wait for it, or set TMPDIR to another folder' % self.folder)
        if not os.path.exists(os.path.join(self.data, 'PG_VERSION')):
            shutil.rmtree(self.data, ignore_errors=True)
            os.makedirs(self.data, mode=0o700)
            if self.owner:
                os.chown(self.data, self.owner.pw_uid, self.owner.pw_gid)
            self.program('initdb', '-D', self.data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust')
            for name, text in (('postgresql.conf', CONF), ('pg_hba.conf', HBA)):
                with open(os.path.join(self.data, name), 'a' if name == 'postgresql.conf' else 'w') as file:
                    file.write(text)
        self.port = free_port()
        self.program('pg_ctl', '-D', self.data, '-w', '-l', os.path.join(self.data, 'log'), '-o', '-p %d' % self.port, 'start')
        try:
            with self.admin() as cursor:
                cursor.execute("select rolname from pg_roles where rolname = 'tryton'")
                if not cursor.fetchone():
                    cursor.execute('create role tryton login')
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *problem):
        self.program('pg_ctl', '-D', self.data, '-m', 'fast', '-w', 'stop')
        self.lock.close()

    def program(self, name, *arguments):
        change = {'user': self.owner.pw_uid, 'group': self.owner.pw_gid, 'extra_groups': []} if self.owner else {}
        done = subprocess.run([os.path.join(BIN, name), *arguments], cwd='/', stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **change)
        if done.returncode:
            sys.exit('run: %s failed: %s' % (name, done.stderr))

    def dsn(self, database, user='postgres'):
        return 'host=127.0.0.1 port=%d dbname=%s user=%s' % (self.port, database, user)

    def uri(self, database=''):
        return 'postgresql://tryton@127.0.0.1:%d/%s' % (self.port, database)

    @contextlib.contextmanager
    def admin(self, database='postgres'):
        connection = psycopg2.connect(self.dsn(database))
        connection.autocommit = True
        try:
            yield connection.cursor()
        finally:
            connection.close()

    def has(self, database):
        with self.admin() as cursor:
            cursor.execute('select from pg_database where datname = %s', (database,))
            return cursor.fetchone() is not None

    def copy(self, template, database):
        with self.admin() as cursor:
            cursor.execute('create database %s template %s owner tryton' % (database, template))

    def drop(self, database):
        with self.admin() as cursor:
            cursor.execute('select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = %s and not active', (database,))
            cursor.execute('drop database if exists %s with (force)' % database)
