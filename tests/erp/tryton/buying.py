"""Cases of the buying side that must occur whatever the seed: receipts that are not billed, invoices before receipts, dearer invoices,
returns, credits of quantity and of price, services, partial payments, foreign currencies, refunds, cancellations, money on account."""
import datetime as dt

from client import D, D2, D4, M, TODAY, Wizard, click, execute, one
from cases import Cases


class BuyingCases(Cases):
    def plan_cases(self):
        super().plan_cases()
        first = max(self.m.start, *[f for f in self.floor.values() if f] or [self.m.start])
        span = max(0, (TODAY - first).days)
        for n, case in enumerate([self.not_billed, self.invoiced_ahead, self.dearer, self.sent_back, self.supplier_quantity_credit,
                self.supplier_price_credit, self.supplier_instalments, self.supplier_foreign, self.supplier_foreign_full,
                self.supplier_refund, self.supplier_cancelled, self.paid_ahead, self.paid_together, self.bought_in_grams,
                self.more_than_ordered, self.never_ordered]):
            self.at(first + dt.timedelta(days=int(span * (.28 + .5 * (n % 6) / 6))), case)

    # ---- steps
    def buy(self, date, key, supplier, currency, term, lines, method='shipment'):
        "A confirmed purchase of [(product, quantity, price)]; returns its id."
        self.role(key, 'purch')
        P = M('purchase.purchase')()
        P.party = M('party.party')(self.m.party[supplier])
        P.purchase_date = date
        P.reference = 'CASE'
        P.warehouse = M('stock.location')(self.m.warehouse[key])
        P.currency = M('currency.currency')(self.m.currency[currency])
        P.payment_term = M('account.invoice.payment_term')(self.m.term[term])
        P.invoice_method = method
        for product, quantity, price in lines:
            line = P.lines.new()
            line.product = M('product.product')(self.m.product[product])
            line.quantity = float(quantity)
            if key == 'US' or currency != 'CNY':
                while line.taxes:
                    line.taxes.pop()
            line.unit_price = D4(price)
        P.save()
        click(P, 'quote')
        click(P, 'confirm')
        P.reload()
        if P.state == 'confirmed':
            click(P, 'process')
        return P.id

    def get(self, date, key, pid, share=1):
        "Receives what is on its way, or a share of it."
        self.role(key, 'purch')
        P = M('purchase.purchase')(pid)
        moves = [x for x in P.moves if x.state == 'draft' and not x.shipment]
        if not moves:
            return
        S = M('stock.shipment.in')()
        S.supplier = P.party
        S.warehouse = P.warehouse
        S.effective_date = date
        S.reference = 'CASE'
        for x in moves:
            x = M('stock.move')(x.id)
            S.incoming_moves.append(x)
            x.quantity = x.quantity if share == 1 else float(max(1, int(x.quantity * share)))
        S.save()
        click(S, 'receive')
        click(S, 'done')

    def owe(self, date, key, pid, change=None, then=None, *a):
        "Posts the draft invoices of a purchase, changed line by line before that."
        self.role(key, 'fin')
        for inv in M('purchase.purchase')(pid).invoices:
            if inv.state != 'draft':
                continue
            inv = M('account.invoice')(inv.id)
            inv.invoice_date = inv.accounting_date = date
            inv.reference = 'CASE-%d' % inv.id
            if change:
                for line in inv.lines:
                    change(line)
            inv.save()
            click(inv, 'post')
            if then:
                then(date, key, inv.id, *a)

    def bought(self, date, key, supplier, currency, term, lines, change=None, then=None, *a):
        "Bought, received in full after two days, invoiced a day later."
        pid = self.buy(date, key, supplier, currency, term, lines)
        self.at(self.after(date, 2), self.get, key, pid)
        self.at(self.after(date, 3), self.owe, key, pid, change, then, *a)
        return pid

    # ---- cases
    def not_billed(self, date):
        "Received in two parts, never invoiced, in both companies."
        for key, supplier, currency, product in (('CN', 'S001', 'CNY', 'RM-1001'), ('CN', 'S004', 'USD', 'RM-1005'),
                ('US', 'S003', 'USD', 'RM-1004')):
            pid = self.buy(date, key, supplier, currency, '30D', [(product, 33, 4.4455)])
            self.at(self.after(date, 4), self.get, key, pid, .4)
            self.at(self.after(date, 18), self.get, key, pid)

    def invoiced_ahead(self, date):
        "Invoiced on order; one is received by half later, one never."
        for product, share in (('RM-1004', .5), ('RM-1006', None)):
            pid = self.buy(date, 'CN', 'S003', 'CNY', '30D', [(product, 40, 7.125)], 'order')
            self.at(self.after(date, 1), self.owe, 'CN', pid)
            if share:
                self.at(self.after(date, 19), self.get, 'CN', pid, share)

    def dearer(self, date):
        "The invoice is dearer than the order, and one is cheaper."
        for factor in ('1.03', '0.98'):
            def change(line, factor=factor):
                line.unit_price = D4(line.unit_price * D(factor))
            self.bought(date, 'CN', 'S002', 'CNY', '60D', [('RM-1002', 21, 21.305), ('RM-1003', 7, 68.455)], change,
                self.pay_later, (30, .5))

    def sent_back(self, date):
        "Goods go back: once with a credit note that is offset, once without one."
        for supplier, posted in (('S001', True), ('S005', False)):
            product = 'RM-1001' if supplier == 'S001' else 'RM-1007'
            pid = self.bought(date, 'CN', supplier, 'CNY', '30D', [(product, 50, 5.015)], None, self.pay_later, (12, 1.0))
            self.at(self.after(date, 20), self.send_back, 'CN', pid, posted)

    def send_back(self, date, key, pid, posted):
        self.role(key, 'purch')
        P = M('purchase.purchase')(pid)
        if not [x for x in P.shipments if x.state == 'done']:
            return
        execute(Wizard('purchase.return_purchase', [P]), 'return_')
        back = one('purchase.purchase', [('origin', '=', 'purchase.purchase,%d' % pid)])
        for line in back.lines:
            line.quantity = -7.0
        back.purchase_date = date
        back.save()
        click(back, 'quote')
        click(back, 'confirm')
        back.reload()
        if back.state == 'confirmed':
            click(back, 'process')
            back.reload()
        for sh in back.shipment_returns:
            sh = M('stock.shipment.in.return')(sh.id)
            sh.effective_date = date
            sh.save()
            if not sh.click('assign_try'):
                click(sh, 'assign_force')
            click(sh, 'done')
        if posted:
            self.at(self.after(date, 2), self.owe, key, back.id)

    def supplier_quantity_credit(self, date):
        self.bought(date, 'CN', 'S003', 'CNY', '30D', [('RM-1004', 60, 7.195)], None, self.credit_later, 9,
            lambda line: {'quantity': -11.0})

    def supplier_price_credit(self, date):
        self.bought(date, 'CN', 'S004', 'USD', '60D', [('RM-1005', 6, 26.265)], None, self.credit_later, 12,
            lambda line: {'unit_price': D4(line.unit_price * D('0.07'))})

    def supplier_instalments(self, date):
        self.bought(date, 'CN', 'S005', 'CNY', '3070', [('RM-1007', 31, 12.405), ('RM-1008', 70, 3.615)], None, self.pay_later,
            (15, .45), (32, .1))

    def supplier_foreign(self, date):
        "Partial payments in foreign currency and in the company's."
        self.bought(date, 'CN', 'S004', 'USD', '3070', [('RM-1005', 5, 26.155)], None, self.pay_later, (10, .35), (28, .5))
        self.bought(date, 'CN', 'S004', 'USD', '30D', [('RM-1005', 9, 26.035)], None, self.pay_own_later, False)
        self.bought(date, 'CN', 'S004', 'USD', '30D', [('RM-1005', 8, 26.475)], None, self.pay_own_later, True)

    def supplier_foreign_full(self, date):
        self.bought(date, 'CN', 'S004', 'USD', '30D', [('RM-1005', 4, 26.385)], None, self.foreign_pay_later)

    def supplier_refund(self, date):
        self.bought(date, 'CN', 'S001', 'CNY', '30D', [('RM-1001', 25, 4.905)], None, self.refund_later)

    def supplier_cancelled(self, date):
        self.bought(date, 'US', 'S003', 'USD', '60D', [('RM-1004', 30, 1.055)], None, self.cancel_later)

    def paid_ahead(self, date):
        "Money to a supplier that belongs to no invoice, a part of which comes back; a payment that is reversed."
        paid = self.bank(date, 'CN', 'S002', [(D('-700.00'), None, None)], 'payable')
        self.at(self.after(date, 9), self.comes_back, 'CN', 'S002', paid)
        self.bank(self.after(date, 2), 'CN', 'S004', [(D('-340.00'), 'USD', D('-47.60'))], 'payable')
        bounced = self.bank(date, 'US', 'S003', [(D('-61.25'), None, None)], 'payable')
        self.at(self.after(date, 5), self.cancel_move, 'US', bounced)

    def comes_back(self, date, key, code, paid):
        self.reconcile(date, key, paid + self.bank(date, key, code, [(D('699.70'), None, None)], 'payable'))

    def paid_together(self, date):
        "Two invoices and two payments, the first a week before the second, in one reconciliation; what is missing is written off."
        for supplier, currency, product, price in (('S001', 'CNY', 'RM-1001', 4.955), ('S004', 'USD', 'RM-1005', 25.995)):
            billed = []
            for quantity in (12, 17):
                self.bought(date, 'CN', supplier, currency, '30D', [(product, quantity, price)], None, self.gather, billed, supplier,
                    currency)

    def gather(self, date, key, iid, billed, code, currency):
        billed.append(iid)
        if len(billed) == 2:
            self.at(self.after(date, 6), self.pay_debts, key, billed, code, currency)

    def pay_debts(self, date, key, billed, code, currency):
        due = sum(line.credit - line.debit for line in self.claims(billed))
        paid = self.bank(date, key, code, [(-D2(due * D('.45')), None, None)], 'payable')
        self.at(self.after(date, 8), self.pay_last, key, billed, code, currency, paid)

    def pay_last(self, date, key, billed, code, currency, paid):
        self.role(key, 'fin')
        debts = self.claims(billed)
        due = sum(line.credit - line.debit for line in debts)
        rest = due - D2(due * D('.45')) - D('0.41')
        foreign = -sum(line.amount_second_currency or 0 for line in debts)
        paid = paid + self.bank(date, key, code, [
            (-rest, None, None) if currency == 'CNY' else (-rest, currency, -D2(foreign * rest / due))], 'payable')
        self.at(self.after(date, 3), self.reconcile, key, [line.id for line in debts] + paid)

    def bought_in_grams(self, date):
        "Ordered in kilograms, received in grams."
        pid = self.buy(date, 'CN', 'S002', 'CNY', '60D', [('RM-1003', 3, 68.5)])
        self.at(self.after(date, 2), self.get_in_grams, 'CN', pid)
        self.at(self.after(date, 6), self.owe, 'CN', pid)

    def get_in_grams(self, date, key, pid):
        self.role(key, 'purch')
        for x in M('purchase.purchase')(pid).moves:
            if x.state == 'draft':
                x = M('stock.move')(x.id)
                x.uom = one('product.uom', [('name', '=', 'Gram')])
                x.quantity = 2750.0
                x.unit_price = D4(x.unit_price / 1000)
                x.save()
        self.get(date, key, pid)

    def more_than_ordered(self, date):
        "More comes than was ordered, and is billed."
        pid = self.buy(date, 'CN', 'S005', 'CNY', '30D', [('RM-1008', 100, 3.595)])
        self.at(self.after(date, 2), self.get_more, 'CN', pid)
        self.at(self.after(date, 5), self.owe, 'CN', pid)

    def get_more(self, date, key, pid):
        self.role(key, 'purch')
        for x in M('purchase.purchase')(pid).moves:
            if x.state == 'draft':
                x = M('stock.move')(x.id)
                x.quantity = 112.0
                x.save()
        self.get(date, key, pid)

    def never_ordered(self, date):
        "An invoice of a supplier without an order, and goods that came without one."
        self.role('CN', 'fin')
        inv = M('account.invoice')(type='in')
        inv.party = M('party.party')(self.m.party['S900'])
        inv.invoice_date = inv.accounting_date = date
        inv.reference = 'CASE'
        line = inv.lines.new()
        line.description = 'Repair'
        line.account = one('account.account', [('company', '=', self.m.company['CN']), ('code', '=', '6601')])
        line.quantity = 1
        line.unit_price = D('415.55')
        inv.save()
        click(inv, 'post')
        self.role('CN', 'purch')
        S = M('stock.shipment.in')()
        S.supplier = M('party.party')(self.m.party['S005'])
        S.warehouse = M('stock.location')(self.m.warehouse['CN'])
        S.effective_date = date
        x = S.incoming_moves.new()
        x.product = M('product.product')(self.m.product['RM-1007'])
        x.quantity = 5.0
        x.from_location = S.supplier.supplier_location
        x.to_location = S.warehouse.input_location
        x.unit_price = D('12.3555')
        x.currency = M('currency.currency')(self.m.currency['CNY'])
        S.save()
        click(S, 'receive')
        click(S, 'done')
