"""Cases that must occur whatever the seed: unbilled and billed before shipment, returns, credits of quantity and of
price, partial payments, foreign currencies, refunds, cancellations, money on account. Each case is a chain of events
like the random ones, so that its steps fall before, during and after the hub's initial load."""
import datetime as dt

from client import ADMIN, D, D2, D4, M, STATS, Transaction, TODAY, Wizard, args, click, execute, one, pconfig, run_task, use
from simulation import Simulation


class Cases(Simulation):
    def plan_cases(self):
        first = max(self.m.start, *[f for f in self.floor.values() if f] or [self.m.start])
        span = max(0, (TODAY - first).days)
        for n, case in enumerate([self.unbilled, self.partly_billed, self.billed_before_shipment, self.returned,
                self.quantity_credit, self.price_credit, self.instalments, self.foreign_partial, self.foreign_full,
                self.refunded, self.cancelled_invoice, self.on_account, self.paid_twice, self.scrapped, self.unfinished,
                self.other_unit, self.paid_in_own_currency, self.settled_together, self.paid_back, self.bounced,
                self.reconciled_anew]):
            # spread so that the steps, which take up to six weeks, straddle the stops
            day = first + dt.timedelta(days=int(span * (.3 + .5 * (n % 5) / 5)))
            self.at(day, case)

    # ---- steps
    def order(self, date, key, code, currency, term, lines, method='shipment'):
        "A confirmed sale of [(product, quantity, price)]; returns its id."
        self.role(key, 'sales')
        S = M('sale.sale')()
        S.party = M('party.party')(self.m.party[code])
        S.sale_date = date
        S.reference = 'CASE'
        S.warehouse = M('stock.location')(self.m.warehouse[key])
        S.currency = M('currency.currency')(self.m.currency[currency])
        S.payment_term = M('account.invoice.payment_term')(self.m.term[term])
        S.invoice_method = method
        for product, quantity, price in lines:
            line = S.lines.new()
            line.product = M('product.product')(self.m.product[product])
            line.quantity = float(quantity)
            self.sale_line(key, line, currency)
            line.unit_price = D4(price)
        S.save()
        click(S, 'quote')
        click(S, 'confirm')
        S.reload()
        if S.state == 'confirmed':
            click(S, 'process')
        return S.id

    def bill(self, date, key, sid, then=None, *a):
        "Posts the draft invoices of a sale."
        self.role(key, 'fin')
        for inv in M('sale.sale')(sid).invoices:
            if inv.state == 'draft':
                inv = M('account.invoice')(inv.id)
                inv.invoice_date = date
                inv.save()
                click(inv, 'post')
                if then:
                    then(date, key, inv.id, *a)

    def pay_later(self, date, key, iid, *plan):
        for days, share in plan:
            self.at(self.after(date, days), self.pay_share, key, iid, share)

    def after(self, date, days):
        return date if args.days == 0 else min(TODAY, date + dt.timedelta(days=days))

    def pay_share(self, date, key, iid, share):
        "Pays a share of what is open through the pay wizard; a part stays a partial payment."
        self.role(key, 'fin')
        inv = M('account.invoice')(iid)
        if inv.state != 'posted':
            return
        wiz = Wizard('account.invoice.pay', [inv])
        wiz.form.amount = D2(inv.amount_to_pay * D(str(share)))
        wiz.form.payment_method = M('account.invoice.payment.method')(self.m.method[key])
        wiz.form.date = date
        execute(wiz, 'choice')
        if wiz.state != wiz.end_state and wiz.form_state == 'ask':
            wiz.form.type = 'partial'
            execute(wiz, 'pay')

    def credit(self, date, key, iid, change):
        "A credit note of an invoice, changed line by line before it is posted; it stays an open item."
        self.role(key, 'fin')
        if M('account.invoice')(iid).state not in ('posted', 'paid'):
            return
        cfg = pconfig.get_config()
        with Transaction().start(cfg.database_name, cfg.user,
                context=dict(cfg._context, _skip_warnings=True)) as tx:
            Invoice = cfg.pool.get('account.invoice')
            InvoiceLine = cfg.pool.get('account.invoice.line')
            new = Invoice.credit([Invoice(iid)], refund=False, invoice_date=date)
            for line in new[0].lines:
                if line.type == 'line':
                    InvoiceLine.write([line], change(line))
            Invoice.update_taxes([Invoice(new[0].id)])
            Invoice.post([Invoice(new[0].id)])
            tx.commit()
        while tx.tasks:
            run_task(cfg.database_name, tx.tasks.pop())

    def bank(self, date, key, party, lines, kind='receivable'):
        """A bank movement of the receivable or payable account: [(amount, currency or None, amount in currency)], money in positive.
        Returns the ids of the lines on that account."""
        self.role(key, 'fin')
        company = M('company.company')(self.m.company[key])
        cash = M('account.invoice.payment.method')(self.m.method[key]).debit_account
        owing = one('account.account', [('company', '=', company.id), ('type.' + kind, '=', True)])
        mv = M('account.move')(company=company, date=date, journal=one('account.journal', [('type', '=', 'cash')]),
            description='Bank')
        mv.period = one('account.period', [('company', '=', company.id), ('start_date', '<=', date),
                ('end_date', '>=', date), ('type', '=', 'standard')])
        mv.date = date                           # the period has moved it to its first day
        for amount, currency, foreign in lines:
            for account, sign in [(owing, -1), (cash, 1)]:
                line = mv.lines.new()
                line.account = account
                if account.party_required:
                    line.party = M('party.party')(self.m.party[party])
                value = amount * sign
                line.debit, line.credit = (value, D(0)) if value > 0 else (D(0), -value)
                if currency:
                    line.second_currency = M('currency.currency')(self.m.currency[currency])
                    line.amount_second_currency = foreign * sign
        mv.save()
        click(mv, 'post')
        return [line.id for line in mv.lines if line.account.id == owing.id]

    def reconcile(self, date, key, ids):
        "Reconciles ledger lines; what is left is written off."
        self.role(key, 'fin')
        lines = [M('account.move.line')(line) for line in ids]
        if any(line.reconciliation for line in lines):
            return
        wiz = Wizard('account.move.reconcile_lines', lines)
        if wiz.state != wiz.end_state and wiz.form_state == 'writeoff':
            wiz.form.writeoff = one('account.move.reconcile.write_off', [('company', '=', self.m.company[key])])
            wiz.form.date = date
            wiz.execute('reconcile')

    # ---- cases
    def unbilled(self, date):
        "Shipped, never billed: in company currency with tax, and in foreign currency."
        for code, currency in (('C001', 'CNY'), ('C007', 'EUR')):
            sid = self.order(date, 'CN', code, currency, '30D', [('FG-3002', 3, 301.255), ('FG-3004', 7, 41.335)])
            self.at(self.after(date, 3), self.ship, 'CN', sid, False)
        sid = self.order(date, 'US', 'C006', 'USD', '30D', [('FG-3002', 2, 60.125)])
        self.at(self.after(date, 5), self.ship, 'US', sid, False)

    def partly_billed(self, date):
        "Two deliveries, the first billed, the second not."
        sid = self.order(date, 'CN', 'C008', 'EUR', '60D', [('FG-3004', 30, 5.125), ('FG-3001', 3, 93.1)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, True)
        self.at(self.after(date, 4), self.bill, 'CN', sid)

    def billed_before_shipment(self, date):
        "Billed on order; one never shipped, one shipped by half."
        sid = self.order(date, 'CN', 'C002', 'CNY', '60D', [('FG-3002', 4, 305)], 'order')
        self.at(self.after(date, 1), self.bill, 'CN', sid)
        sid = self.order(date, 'CN', 'C005', 'USD', '60D', [('FG-3004', 40, 5.9)], 'order')
        self.at(self.after(date, 1), self.bill, 'CN', sid)
        self.at(self.after(date, 25), self.ship_half, 'CN', sid)

    def ship_half(self, date, key, sid):
        "Ships half; what is left waits."
        self.role(key, 'sales')
        for sh in M('sale.sale')(sid).shipments:
            if sh.state == 'waiting':
                sh = M('stock.shipment.out')(sh.id)
                for x in sh.inventory_moves:
                    x.quantity = float(max(1, int(x.quantity * .5)))
                sh.save()
                if not sh.click('assign_try'):
                    click(sh, 'assign_force')
                sh.effective_date = date
                sh.save()
                for step in ('pick', 'pack', 'done'):
                    click(sh, step)
                return

    def returned(self, date):
        "Goods come back: once the credit note is posted and refunded, once it stays a draft."
        for code, posted in (('C003', True), ('C001', False)):
            sid = self.order(date, 'CN', code, 'CNY', '30D', [('FG-3002', 5, 309.99), ('FG-3004', 20, 42.42)])
            self.at(self.after(date, 2), self.ship, 'CN', sid, False)
            self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_later, (10, 1.0))
            self.at(self.after(date, 20), self.give_back, 'CN', sid, posted)

    def give_back(self, date, key, sid, posted):
        self.role(key, 'sales')
        S = M('sale.sale')(sid)
        if not [x for x in S.shipments if x.state == 'done']:
            return
        execute(Wizard('sale.return_sale', [S]), 'return_')
        back = one('sale.sale', [('origin', '=', 'sale.sale,%d' % sid)])
        for line in back.lines:
            line.quantity = -2.0
        back.sale_date = date
        back.save()
        click(back, 'quote')
        click(back, 'confirm')
        back.reload()
        if back.state == 'confirmed':
            click(back, 'process')
            back.reload()
        for sh in back.shipment_returns:
            sh = M('stock.shipment.out.return')(sh.id)
            sh.effective_date = date
            sh.save()
            click(sh, 'receive')
            click(sh, 'done')
        if posted:
            self.at(self.after(date, 1), self.bill, key, back.id, self.pay_later, (8, 1.0))

    def quantity_credit(self, date):
        "A credit of a part of the quantity: that part is unbilled again."
        sid = self.order(date, 'CN', 'C003', 'CNY', '30D', [('FG-3002', 9, 311.11), ('SV-9001', 5, 600)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.credit_later, 15,
            lambda line: {'quantity': -2.0})

    def price_credit(self, date):
        "A credit of a part of the price: nothing is unbilled again."
        sid = self.order(date, 'CN', 'C007', 'EUR', '60D', [('FG-3001', 2, 95.25), ('FG-3004', 10, 5.05)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.credit_later, 12,
            lambda line: {'unit_price': D4(line.unit_price * D('0.1'))})

    def credit_later(self, date, key, iid, days, change):
        self.at(self.after(date, days), self.credit, key, iid, change)

    def instalments(self, date):
        "Two instalments; a partial payment covers the first and a part of the second."
        sid = self.order(date, 'CN', 'C004', 'CNY', '3070', [('FG-3003', 2, 1266.66), ('FG-3002', 1, 299.95)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_later, (20, .45), (32, .1))

    def foreign_partial(self, date):
        "Partial payments of an invoice in foreign currency, in both companies' books."
        sid = self.order(date, 'CN', 'C008', 'EUR', '3070', [('FG-3001', 3, 96.66)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_later, (12, .35), (30, .5))

    def foreign_full(self, date):
        "Paid in full at another rate: the difference is written off."
        sid = self.order(date, 'CN', 'C006', 'USD', '30D', [('FG-3002', 4, 43.21)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.foreign_pay_later)

    def foreign_pay_later(self, date, key, iid):
        self.at(self.after(date, 33), self.foreign_pay, key, iid)

    def foreign_pay(self, date, key, iid):
        self.role(key, 'fin')
        inv = M('account.invoice')(iid)
        if inv.state == 'posted':
            self.pay_by_move(date, key, inv, inv.amount_to_pay)

    def refunded(self, date):
        "An invoice is refunded: Tryton cancels it, and what was delivered is unbilled."
        sid = self.order(date, 'CN', 'C002', 'CNY', '60D', [('FG-3002', 2, 312.5)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.refund_later)

    def refund_later(self, date, key, iid):
        self.at(self.after(date, 9), self.credit_note, key, iid)

    def cancelled_invoice(self, date):
        "A posted invoice is cancelled by a move, where the company allows it."
        self.role('US', 'fin')
        use(ADMIN)
        company = M('company.company')(self.m.company['US'])
        company.cancel_invoice_out = True
        company.save()
        sid = self.order(date, 'US', 'C005', 'USD', '60D', [('FG-3002', 3, 61.5)])
        self.at(self.after(date, 2), self.ship, 'US', sid, False)
        self.at(self.after(date, 3), self.bill, 'US', sid, self.cancel_later)

    def cancel_later(self, date, key, iid):
        self.at(self.after(date, 14), self.cancel_invoice, key, iid)

    def cancel_invoice(self, date, key, iid):
        self.role(key, 'fin')
        inv = M('account.invoice')(iid)
        if inv.state == 'posted':
            click(inv, 'cancel')

    def on_account(self, date):
        "Money that belongs to no invoice, and money paid back."
        self.bank(date, 'CN', 'C001', [(D('1500.00'), None, None)])
        self.bank(self.after(date, 1), 'CN', 'C007', [(D('820.00'), 'EUR', D('100.00'))])
        self.bank(self.after(date, 2), 'US', 'C006', [(D('-75.50'), None, None)])

    def paid_twice(self, date):
        "Two payments of which the second settles the invoice; Tryton reconciles the three."
        sid = self.order(date, 'CN', 'C001', 'CNY', '30D', [('FG-3004', 35, 40.404)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_later, (11, .3), (29, 1.0))

    def settled_together(self, date):
        """Two invoices and two payments, the first in company currency and a week before the second, in one reconciliation;
        what is missing is written off."""
        for code, currency, price in (('C002', 'CNY', 40.45), ('C008', 'EUR', 5.15)):
            billed = []
            for quantity in (6, 10):
                sid = self.order(date, 'CN', code, currency, '30D', [('FG-3004', quantity, price)])
                self.at(self.after(date, 2), self.ship, 'CN', sid, False)
                self.at(self.after(date, 3), self.bill, 'CN', sid, self.collect, billed, code, currency)

    def collect(self, date, key, iid, billed, code, currency):
        billed.append(iid)
        if len(billed) == 2:
            self.at(self.after(date, 6), self.pay_first, key, billed, code, currency)

    def claims(self, billed):
        return [line for iid in billed for line in M('account.invoice')(iid).lines_to_pay if not line.reconciliation]

    def pay_first(self, date, key, billed, code, currency):
        due = sum(line.debit - line.credit for line in self.claims(billed))
        paid = self.bank(date, key, code, [(D2(due * D('.55')), None, None)])
        self.at(self.after(date, 7), self.pay_rest, key, billed, code, currency, paid)

    def pay_rest(self, date, key, billed, code, currency, paid):
        self.role(key, 'fin')
        claims = self.claims(billed)
        due = sum(line.debit - line.credit for line in claims)
        rest = due - D2(due * D('.55')) - D('0.37')
        foreign = sum(line.amount_second_currency or 0 for line in claims)
        paid = paid + self.bank(date, key, code, [
            (rest, None, None) if currency == 'CNY' else (rest, currency, D2(foreign * rest / due))])
        self.at(self.after(date, 2), self.reconcile, key, [line.id for line in claims] + paid)

    def paid_back(self, date):
        "Money of which a part is paid back; what is left is written off."
        paid = self.bank(date, 'CN', 'C003', [(D('640.00'), None, None)])
        self.at(self.after(date, 8), self.pay_back, 'CN', 'C003', paid)

    def pay_back(self, date, key, code, paid):
        self.reconcile(date, key, paid + self.bank(date, key, code, [(D('-639.80'), None, None)]))

    def bounced(self, date):
        "A receipt is cancelled: Tryton books its reversal and reconciles both."
        paid = self.bank(date, 'CN', 'C004', [(D('310.00'), None, None)])
        self.at(self.after(date, 4), self.cancel_move, 'CN', paid)

    def cancel_move(self, date, key, paid):
        self.role(key, 'fin')
        wiz = Wizard('account.move.cancel', [M('account.move.line')(paid[0]).move])
        execute(wiz, 'cancel')

    def reconciled_anew(self, date):
        "A settled invoice is opened again, and reconciled with a later payment and its return besides."
        sid = self.order(date, 'CN', 'C003', 'CNY', '30D', [('FG-3004', 12, 40.35)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_and_open)

    def pay_and_open(self, date, key, iid):
        self.pay_later(date, key, iid, (9, 1.0))
        self.at(self.after(date, 14), self.open_again, key, iid)

    def open_again(self, date, key, iid):
        self.role(key, 'fin')
        lines = [line for line in M('account.invoice')(iid).move.lines if line.reconciliation]
        if not lines:
            return
        together = [line.id for line in M('account.move.line').find([
            ('reconciliation', 'in', [line.reconciliation.id for line in lines])])]
        Wizard('account.move.unreconcile_lines', lines)
        paid = self.bank(date, key, 'C003', [(D('20.00'), None, None)])
        self.at(self.after(date, 12), self.return_rest, key, together + paid)

    def return_rest(self, date, key, lines):
        self.reconcile(date, key, lines + self.bank(date, key, 'C003', [(D('-20.00'), None, None)]))

    def paid_in_own_currency(self, date):
        "Partial payments in company currency of invoices in foreign currency; one is settled in its own currency later."
        for price, settle in ((44.44, False), (45.67, True)):
            sid = self.order(date, 'CN', 'C005', 'USD', '30D', [('FG-3002', 3, price)])
            self.at(self.after(date, 2), self.ship, 'CN', sid, False)
            self.at(self.after(date, 3), self.bill, 'CN', sid, self.pay_own_later, settle)

    def pay_own_later(self, date, key, iid, settle):
        self.at(self.after(date, 14), self.pay_own, key, iid)
        if settle:
            self.at(self.after(date, 26), self.foreign_pay, key, iid)

    def pay_own(self, date, key, iid):
        self.role(key, 'fin')
        inv = M('account.invoice')(iid)
        if inv.state != 'posted':
            return
        wiz = Wizard('account.invoice.pay', [inv])
        wiz.form.currency = inv.company.currency
        wiz.form.amount = D('100.00')
        wiz.form.payment_method = M('account.invoice.payment.method')(self.m.method[key])
        wiz.form.date = date
        execute(wiz, 'choice')
        if wiz.state != wiz.end_state and wiz.form_state == 'ask':
            wiz.form.type = 'partial'
            execute(wiz, 'pay')

    def scrapped(self, date):
        "A finished order of which some pieces go to lost and found."
        xid = self.make(date, 'CN', 'FG-3002', 10)
        self.at(self.after(date, 1), self.production_run, 'CN', xid)
        self.at(self.after(date, 9), self.scrap, 'CN', xid)

    def make(self, date, key, code, quantity):
        self.role(key, 'prod')
        X = M('production')()
        X.warehouse = M('stock.location')(self.m.warehouse[key])
        X.location = X.warehouse.production_location
        product = M('product.product')(self.m.product[code])
        X.product, X.bom, X.routing = product, product.boms[0].bom, product.boms[0].routing
        X.work_center = one('production.work.center', [('name', '=', 'Plant ' + key)])
        X.quantity = float(quantity)
        X.planned_start_date, X.planned_date = date, date + dt.timedelta(days=5)
        X.save()
        click(X, 'wait')
        return X.id

    def scrap(self, date, key, xid):
        self.role(key, 'prod')
        X = M('production')(xid)
        if X.state != 'running':
            return
        for out in X.outputs:
            if out.product.id == X.product.id:
                out.quantity = out.quantity - 1.0
        lost = X.outputs.new()
        lost.product = M('product.product')(X.product.id)
        lost.quantity = 1.0
        lost.uom = M('product.uom')(X.uom.id)
        lost.from_location = M('stock.location')(X.location.id)
        lost.to_location = one('stock.location', [('type', '=', 'lost_found')])
        lost.company = M('company.company')(X.company.id)
        lost.currency = M('currency.currency')(X.company.currency.id)
        lost.unit_price = D(0)
        X.save()

    def unfinished(self, date):
        "Orders that never finish: one still waiting, one running with hours booked."
        self.make(date, 'CN', 'FG-3001', 6)
        xid = self.make(date, 'US', 'FG-3002', 4)
        self.at(self.after(date, 2), self.run_on, 'US', xid)

    def run_on(self, date, key, xid):
        self.role(key, 'prod')
        X = M('production')(xid)
        if not X.click('assign_try'):
            click(X, 'assign_force')
        X.effective_start_date = date
        X.save()
        click(X, 'run')
        work = M('production.work')(X.works[0].id)
        click(work, 'start')
        cycle, = work.active_cycles
        cycle.duration = dt.timedelta(seconds=7777)
        cycle.save()
        click(work, 'stop')

    def other_unit(self, date):
        "Ordered in grams what is kept in kilograms."
        use(ADMIN)
        template = M('product.template')(M('product.product')(self.m.product['BP-4001']).template.id)
        if not template.salable:
            template.salable = True
            template.sale_uom = one('product.uom', [('name', '=', 'Gram')])
            template.save()
        sid = self.order(date, 'CN', 'C003', 'CNY', '30D', [('BP-4001', 2500, .0035)])
        self.at(self.after(date, 2), self.ship, 'CN', sid, False)
        self.at(self.after(date, 3), self.bill, 'CN', sid)
