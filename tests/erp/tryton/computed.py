#!/usr/bin/python3
"""Compares the hub with the figures that Tryton computes itself and stores nowhere: cost of productions, amounts and
amount to pay of invoices of customers and suppliers, amounts of sales and purchases."""
import argparse
import os
import sys
import warnings
from decimal import Decimal as D

import psycopg2

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--config', required=True)
parser.add_argument('--uri', required=True)
parser.add_argument('--hub', required=True)
args = parser.parse_args()

with warnings.catch_warnings():
    # Tryton's own imports warn of Python versions to come
    warnings.simplefilter('ignore')
    import passlib.utils                                     # noqa: E402,F401
from proteus import config as pconfig                        # noqa: E402

os.environ.setdefault('TRYTOND_CONFIG', args.config)
pconfig.set_trytond(args.uri, user='admin', config_file=args.config)
from trytond.transaction import Transaction                  # noqa: E402

HALF_A_CENT = D('0.005')
COST = 'select company, production_order, case when is_estimate then planned_cost else total_cost end from finance.production_order_cost'
INVOICE = 'select company, document_no, net, tax, gross, gross - settled from finance.customer_invoice'
SUPPLIER_INVOICE = 'select company, document_no, net, tax, gross, gross - settled from finance.supplier_invoice'
PURCHASE = '''select company, document_no, sum(net), sum(tax), sum(gross) from finance.purchase_order_line group by 1, 2'''
ORDER = '''select company, sales_order, sum(ordered_net), sum(ordered_tax), sum(ordered_gross) from finance.order_to_cash
    group by 1, 2'''


def hub_rows(cursor, sql):
    cursor.execute(sql)
    return {row[:2]: row[2:] for row in cursor.fetchall()}


def compare(title, names, wanted, got):
    bad = []
    for key, values in wanted.items():
        found = got.get(key)
        if found is None:
            bad.append('%s / %s is not in the hub' % key)
            continue
        for name, a, b in zip(names, values, found):
            if abs(D(a) - D(b or 0)) >= HALF_A_CENT:
                bad.append('%s / %s: %s is %s in Tryton, %s in the hub' % (*key, name, a, b))
    print('%-42s %5d rows  %4d differences' % (title, len(wanted), len(bad)))
    for line in bad[:10]:
        print('    ' + line)
    return len(bad), len(wanted)


def main():
    cfg = pconfig.get_config()
    hub = psycopg2.connect(args.hub)
    hub.set_session(readonly=True)
    cursor = hub.cursor()
    results = []
    with Transaction().start(cfg.database_name, cfg.user, readonly=True) as transaction:
        get = cfg.pool.get
        Production, Invoice, Sale, Purchase = get('production'), get('account.invoice'), get('sale.sale'), get('purchase.purchase')
        with transaction.set_context(_check_access=False):
            cost, invoices, orders, supplier_invoices, purchases = {}, {}, {}, {}, {}
            for one in Production.search([('state', '!=', 'cancelled')]):
                with transaction.set_context(company=one.company.id):
                    cost[one.company.party.code, one.number] = [Production(one.id).cost]
            for one in Invoice.search([('state', 'in', ['posted', 'paid'])]):
                with transaction.set_context(company=one.company.id):
                    invoice = Invoice(one.id)
                    # a credit note's amount to pay is negative here as there
                    found = invoices if one.type == 'out' else supplier_invoices
                    found[one.company.party.code, one.number] = [invoice.untaxed_amount, invoice.tax_amount,
                        invoice.total_amount, invoice.amount_to_pay]
            for one in Sale.search([('number', '!=', None)]):
                with transaction.set_context(company=one.company.id):
                    sale = Sale(one.id)
                    orders[one.company.party.code, one.number] = [sale.untaxed_amount, sale.tax_amount, sale.total_amount]
            for one in Purchase.search([('state', 'not in', ['draft', 'quotation'])]):
                with transaction.set_context(company=one.company.id):
                    purchase = Purchase(one.id)
                    if purchase.lines:
                        purchases[one.company.party.code, one.number] = [
                            purchase.untaxed_amount, purchase.tax_amount, purchase.total_amount]
    results.append(compare('production.cost', ['cost'], cost, hub_rows(cursor, COST)))
    results.append(compare('account.invoice', ['net', 'tax', 'gross', 'to pay'], invoices, hub_rows(cursor, INVOICE)))
    results.append(compare('sale.sale', ['net', 'tax', 'gross'], orders, hub_rows(cursor, ORDER)))
    results.append(compare('account.invoice of suppliers', ['net', 'tax', 'gross', 'to pay'], supplier_invoices,
        hub_rows(cursor, SUPPLIER_INVOICE)))
    results.append(compare('purchase.purchase', ['net', 'tax', 'gross'], purchases, hub_rows(cursor, PURCHASE)))
    return 1 if any(bad or not size for bad, size in results) else 0


if __name__ == '__main__':
    sys.exit(main())
