"""One connection to Tryton through its own model layer (proteus, in this process), and the options of a run.

All writes go through Tryton: one database transaction per client call, exactly like a real client. Needs the system's
Python, for which Debian installs Tryton.
"""
import argparse
import copy
import datetime as dt
import itertools
import os
import random
from collections import Counter
from decimal import Decimal as D

parser = argparse.ArgumentParser(description='Fill a Tryton 6.0 database with a manufacturing group and run its business.')
parser.add_argument('--config', required=True, help='trytond.conf')
parser.add_argument('--uri', required=True, help='postgresql://…/database')
parser.add_argument('--sales', type=int, default=20)
parser.add_argument('--productions', type=int, default=12)
parser.add_argument('--purchases', type=int, default=14)
parser.add_argument('--days', type=int, default=200, help='length of the history')
parser.add_argument('--today', type=dt.date.fromisoformat, default=dt.date.today())
parser.add_argument('--seed', type=int, default=1)
parser.add_argument('--stops', default='', help='days before today at which to stop until a line comes in, as 110,35')
parser.add_argument('--master-only', action='store_true')
parser.add_argument('--verbose', '-v', action='store_true')
args = parser.parse_args()

import proteus.config                                        # noqa: E402
from proteus import Model, Wizard, config as pconfig         # noqa: E402

os.environ.setdefault('TRYTOND_CONFIG', args.config)
ADMIN = pconfig.set_trytond(args.uri, user='admin', config_file=args.config)
from trytond.exceptions import UserWarning as TrytonWarning  # noqa: E402
from trytond.transaction import Transaction                  # noqa: E402
from trytond.worker import run_task                          # noqa: E402

R = random.Random(args.seed)
TODAY = args.today
STATS = Counter()


def use(cfg):
    "Make cfg the current proteus session (user + company context)."
    proteus.config._CONFIG.current = cfg
    return cfg


def session(login):
    "A proteus session for another user that shares the loaded pool."
    cfg = copy.copy(ADMIN)
    cfg._user = login
    with Transaction().start(ADMIN.database_name, 0, readonly=True):
        User = ADMIN.pool.get('res.user')
        user, = User.search([('login', '=', login)])
        cfg.user = user.id
        with Transaction().set_user(user.id):
            cfg._context = User.get_preferences(context_only=True)
    return cfg


def M(name):
    return Model.get(name)


def one(name, domain, **kw):
    found = M(name).find(domain, limit=1, **kw)
    return found[0] if found else None


def retry_warning(call):
    "Run call; answer every Tryton user warning with 'yes' and retry."
    for n in itertools.count():
        try:
            return call()
        except TrytonWarning as w:
            if n > 5:
                raise
            STATS['warnings'] += 1
            M('res.user.warning')(
                user=pconfig.get_config().user, name=w.name,
                always=False).save()


def click(record, button, *a):
    return retry_warning(lambda: record.click(button, *a))


def execute(wizard, state):
    return retry_warning(lambda: wizard.execute(state))


def D2(x):
    return D(str(x)).quantize(D('0.01'))


def D4(x):
    return D(str(x)).quantize(D('0.0001'))

