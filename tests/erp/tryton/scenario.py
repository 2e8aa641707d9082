#!/usr/bin/python3
"""Runs the business of one history. With --stops it stops between its phases until a line comes in on standard input."""
import datetime as dt
import sys
import time

from client import STATS, TODAY, args
from buying import BuyingCases
from master import Master


def main():
    start = time.time()
    master = Master()
    print('master data ready (%.1f s)' % (time.time() - start), flush=True)
    if args.master_only:
        return 0
    simulation = BuyingCases(master)
    simulation.plan()
    simulation.plan_cases()
    simulation.run([TODAY - dt.timedelta(days=int(days)) for days in args.stops.split(',') if days])
    for name, count in sorted(STATS.items()):
        print('  %-32s %d' % (name, count))
    print('DONE %.1f s, %d errors' % (time.time() - start, sum(n for name, n in STATS.items() if name.startswith('ERROR'))))
    return 0


if __name__ == '__main__':
    sys.exit(main())
