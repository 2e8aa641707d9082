"""Odoo at a steady pace, with its background jobs: how late finance sees what it commits, and what each kind of step costs the hub.

How late: a second logical slot of Odoo's database holds, for the same publication, which transactions have captured rows, when and
where in the log they were committed. A session of a finance user asks every few milliseconds up to where the hub's readers see.
"""
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

EPOCH_2000 = 946684800                  # pgoutput counts microseconds from there
HERE = os.path.dirname(os.path.abspath(__file__))


def lsn(text):
    high, low = text.split('/')
    return (int(high, 16) << 32) + int(low, 16)


def percentile(values, percent):
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


class Witness:
    "A slot beside the hub's: the transactions with captured rows."

    def __init__(self, odoo):
        self.odoo, self.slot = odoo, odoo.database + '_witness'
        self.publication = odoo.ask('select pubname from pg_publication')[1][0]
        odoo.ask("select pg_create_logical_replication_slot('%s', 'pgoutput')" % self.slot)

    def take(self):
        "(end of the commit, its time, transaction, captured rows, bytes) of each since the last call."
        found, rows, size, xid = [], 0, 0, None
        for number, _, data in self.odoo.ask(
                "select xid, lsn, encode(data, 'hex') from pg_logical_slot_get_binary_changes('%s', null, null, "
                "'proto_version', '1', 'publication_names', '%s')" % (self.slot, self.publication))[1:]:
            data = bytes.fromhex(data)
            kind = chr(data[0])
            if kind == 'B':
                rows, size, xid = 0, 0, number
            elif kind in 'IUD':
                rows, size = rows + 1, size + len(data)
            elif kind == 'C':
                found.append((int.from_bytes(data[10:18], 'big'), int.from_bytes(data[18:26], 'big') / 1e6 + EPOCH_2000, xid, rows, size))
        return found

    def close(self):
        self.odoo.ask("select pg_drop_replication_slot('%s')" % self.slot)


class Reader:
    "A session of a finance user that looks up to where it sees, all the time."

    def __init__(self, hub):
        self.out = tempfile.TemporaryFile('w+')
        self.session = subprocess.Popen(
            ['psql', '-X', '-q', '-A', '-t', '-h', '127.0.0.1', '-p', str(hub.port), '-U', 'controlling_1', '-d', 'yecai'], text=True,
            stdin=subprocess.PIPE, stdout=self.out, stderr=subprocess.DEVNULL, env={**os.environ, 'PGPASSWORD': 'of-controlling'})
        self.session.stdin.write('select extract(epoch from clock_timestamp()), position from finance.freshness \\watch 0.004\n')
        self.session.stdin.flush()

    def close(self):
        "Returns (time, position) of every look."
        self.session.terminate()
        self.session.wait()
        self.out.seek(0)
        looks = [re.fullmatch(r'([\d.]+)\|([\dA-F]+/[\dA-F]+)', line.strip()) for line in self.out]
        return [(float(look[1]), lsn(look[2])) for look in looks if look]


def lags(commits, looks):
    "Milliseconds from each commit until a look that saw it; a commit that none saw is missing."
    found, i = [], 0
    for end, at, *_ in sorted(commits):
        while i < len(looks) and looks[i][1] < end:
            i += 1
        if i < len(looks):
            found.append(max(0, (looks[i][0] - at) * 1000))
    return found


class Background:
    "Odoo's own workers: all of its scheduled jobs, every minute."

    def __init__(self, odoo):
        odoo.ask("update ir_cron set nextcall = now() at time zone 'UTC', interval_number = 1, interval_type = 'minutes' where active")
        self.process = subprocess.Popen(
            [os.path.join(HERE, 'odoo.sh'), 'server', '-c', '/etc/odoo/yecai.conf', '-d', odoo.database, '--max-cron-threads=2'],
            stdin=subprocess.DEVNULL, stdout=odoo.log, stderr=odoo.log)

    def close(self):
        if self.process.poll() is not None:
            sys.exit('run: the workers of Odoo ended with %s' % self.process.returncode)
        self.process.terminate()
        self.process.wait(60)


def measure(hub, odoo, pace, minutes, seed, say):
    "Prints how late finance saw each transaction; returns whether the pace was kept and 99 of 100 were seen within half a second."
    say('Odoo at %g steps of documents a minute for %g minutes, with its background jobs' % (pace, minutes))
    odoo.ask('alter database %s set synchronous_commit = on' % odoo.database)      # as an ERP has it; what is not flushed is not sent
    witness, background, reader = Witness(odoo), Background(odoo), Reader(hub)
    try:
        trace = odoo.trace()
        begun = time.time()
        odoo.business('--days', '0', '--sales', '4', '--productions', '3', '--purchases', '3', '--seed', str(seed),
            '--pace', str(pace), '--minutes', str(minutes), '--trace', trace.inside)
        seconds = time.time() - begun
        hub.wait_for(odoo.position())
        looks, commits = None, None
    finally:
        background.close()
        looks = reader.close()
        commits = witness.take()
        witness.close()
    steps = trace.steps()
    own = {xid for _, _, xids in steps for xid in xids}
    lag = lags(commits, looks)
    jobs = len([x for x in commits if x[2] not in own])
    last = max(commits)[1] - min(commits)[1]
    print('%d steps of documents, %.1f a minute; %d transactions with %d captured rows, %d of them of background jobs' % (
        len(steps), len(steps) / (minutes * 60) * 60, len(commits), sum(x[3] for x in commits), jobs))
    print('finance sees them after (ms): p50 %.0f, p95 %.0f, p99 %.0f, at most %.0f; %d looks, every %.0f ms' % (
        percentile(lag, 50), percentile(lag, 95), percentile(lag, 99), max(lag), len(looks), last * 1000 / max(1, len(looks))))
    missing = len(commits) - len(lag)
    if missing:
        print('%d transactions were never seen' % missing)
    slow = len(steps) < .95 * pace * minutes
    if slow:
        print('Odoo did not keep the pace: it took %.0f s' % seconds)
    return not missing and not slow and percentile(lag, 99) < 500


def costs(hub, odoo, seed, say):
    "Prints what a step of each kind costs the hub: one at a time, while nothing else happens."
    say('what each kind of step costs the hub')
    asked = ("select coalesce(sum(s.calls), 0), coalesce(sum(s.total_exec_time), 0) from pg_stat_statements as s inner join pg_roles as r "
        "on r.oid = s.userid where r.rolname = 'yecai_capture'")
    witness, trace = Witness(odoo), odoo.trace()
    scenario = odoo.begin('--days', '0', '--sales', '6', '--productions', '4', '--purchases', '5', '--seed', str(seed), '--trace',
        trace.inside, '--lockstep')
    figures, seen = defaultdict(list), 0
    hub.wait_for(odoo.position())
    before = hub.admin(asked)[1]
    while True:
        steps = trace.steps()
        if len(steps) == seen:
            if scenario.poll() is not None:
                break
            time.sleep(.02)
            continue
        number, name, _ = steps[seen]
        seen += 1
        rows = witness.take()
        if rows:
            hub.wait_for('%X/%X' % divmod(max(rows)[0], 1 << 32))
        after = hub.admin(asked)[1]
        figures[name].append((len(rows), sum(x[3] for x in rows), sum(x[4] for x in rows), float(after[0]) - float(before[0]),
            float(after[1]) - float(before[1])))
        before = hub.admin(asked)[1]
        trace.go(number)
    witness.close()
    if scenario.returncode:
        sys.exit('run: the scenario failed, see %s' % odoo.log.name)
    print('| step | of them | transactions | captured rows | kB of log | statements of the hub | ms of the hub |\n|---|---|---|---|---|---|---|')
    for name, found in sorted(figures.items()):
        mean = [sum(column) / len(found) for column in zip(*found)]
        print('| %s | %d | %.1f | %.0f | %.1f | %.0f | %.0f |' % (name, len(found), mean[0], mean[1], mean[2] / 1000, mean[3], mean[4]))
