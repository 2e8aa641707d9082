"""Master data of the group: two companies, parties, products with bills of materials, routings, charts of accounts."""
import datetime as dt
import time

from client import ADMIN, D, D2, D4, M, Model, R, TODAY, Wizard, args, click, one, session, use

# --------------------------------------------------------------------- constants
COMPANIES = {
    'CN': dict(name='Huaxin Precision Drives Co., Ltd.', currency='CNY',
        rent='Suzhou Industrial Park Estates'),
    'US': dict(name='Huaxin Drives North America Inc.', currency='USD',
        rent='Ohio Valley Realty LLC'),
    }
# units of the currency for 1 CNY, first of each month, newest last
RATES = {'CNY': [1.0] * 14,
    'USD': [.1371, .1374, .1378, .1382, .1380, .1385, .1388, .1391, .1389,
        .1393, .1398, .1402, .1405, .1409],
    'EUR': [.1272, .1268, .1259, .1250, .1243, .1221, .1215, .1209, .1198,
        .1193, .1189, .1196, .1201, .1207]}
CUSTOMERS = [
    ('C001', 'Shanghai Textile Machinery Works', 'CNY', '30D'),
    ('C002', 'Wuxi Packaging Equipment', 'CNY', '60D'),
    ('C003', 'Shenzhen Robotics Integrators', 'CNY', '30D'),
    ('C004', 'Qingdao Conveyor Systems', 'CNY', '3070'),
    ('C005', 'Midwest Automation Corp.', 'USD', '60D'),
    ('C006', 'Pacific Bottling LLC', 'USD', '30D'),
    ('C007', 'Bayerische Fördertechnik GmbH', 'EUR', '60D'),
    ('C008', 'Société Lyonnaise de Convoyage', 'EUR', '30D'),
    ]
SUPPLIERS = [
    ('S001', 'Baoshan Steel Trading', 'CNY', '30D'),
    ('S002', 'Jiangsu Nonferrous Metals', 'CNY', '60D'),
    ('S003', 'Ningbo Bearing Factory', 'CNY', '30D'),
    ('S004', 'Control Silicon Inc.', 'USD', '30D'),
    ('S005', 'Suzhou Plastics & Packaging', 'CNY', 'NOW'),
    ]
RAW = [  # code, name, uom, cost CNY, supplier, opening stock, typical lot
    ('RM-1001', 'Steel sheet Q235 3 mm', 'Kilogram', 4.85, 'S001', 6000, 2500),
    ('RM-1002', 'Aluminium bar 6061', 'Kilogram', 21.30, 'S002', 2500, 1200),
    ('RM-1003', 'Enamelled copper wire', 'Kilogram', 68.50, 'S002', 1200, 500),
    ('RM-1004', 'Bearing 6204-2RS', 'Unit', 7.20, 'S003', 3000, 1500),
    ('RM-1005', 'Servo controller board', 'Unit', 186.0, 'S004', 500, 250),
    ('RM-1006', 'Fastener set M6', 'Unit', 1.15, 'S003', 8000, 4000),
    ('RM-1007', 'ABS resin, black', 'Kilogram', 12.40, 'S005', 1500, 800),
    ('RM-1008', 'Packing carton', 'Unit', 3.60, 'S005', 3000, 1500),
    ]
MADE = [  # code, name, cost, list, method, inputs, outputs(by-product), steps, lot
    ('SA-2001', 'Stator, wound', 125, 0, 'average',
        [('RM-1003', 1.2), ('RM-1001', 2.5)], [], ['CUT', 'WIND'], 40),
    ('SA-2002', 'Housing, machined', 62, 0, 'average',
        [('RM-1002', 1.8), ('RM-1006', 4)], [], ['MACH'], 50),
    ('SA-2003', 'Gear train', 58, 0, 'average',
        [('RM-1001', 3), ('RM-1004', 2)], [], ['CUT', 'MACH'], 40),
    ('FG-3001', 'Servo motor 750 W', 420, 780, 'average',
        [('SA-2001', 1), ('SA-2002', 1), ('RM-1004', 2), ('RM-1005', 1),
            ('RM-1008', 1)], [], ['ASSY', 'TEST'], 20),
    ('FG-3002', 'Gear reducer 1:20', 160, 310, 'average',
        [('SA-2003', 1), ('SA-2002', 1), ('RM-1006', 8), ('RM-1008', 1)],
        [], ['ASSY', 'TEST'], 20),
    ('FG-3003', 'Conveyor drive unit', 640, 1250, 'average',
        [('FG-3001', 1), ('FG-3002', 1), ('RM-1006', 6), ('RM-1008', 1)],
        [], ['ASSY', 'TEST'], 10),
    ('FG-3004', 'Machine guard, ABS', 19.5, 42, 'fixed',
        [('RM-1007', 4.0), ('RM-1008', 1)], [('BP-4001', 0.32)],
        ['MOLD'], 100),
    ]
CENTERS = [  # operation, centre name, method, cost CNY, on timesheet
    ('CUT', 'Laser cutting cell', 'hour', 120, False),
    ('WIND', 'Coil winding line', 'hour', 86, True),
    ('MACH', 'CNC machining centre', 'hour', 150, False),
    ('ASSY', 'Assembly bench', 'hour', 48, True),
    ('TEST', 'End of line tester', 'cycle', 35, False),
    ('MOLD', 'Injection moulding press', 'cycle', 95, False),
    ]
HOURS = {'CUT': .04, 'WIND': .12, 'MACH': .10, 'ASSY': .20}   # per piece
BOM_BASE = {'FG-3004': 4}          # pieces one BOM makes, 1 if absent
OPENING_MADE = {'SA-2001': 80, 'SA-2002': 160, 'SA-2003': 80, 'FG-3001': 60,
    'FG-3002': 60, 'FG-3003': 15, 'FG-3004': 250}



class Master:
    "Looks up (and on the first run creates) everything that is not a document."

    def __init__(self):
        self.start = TODAY - dt.timedelta(days=args.days)
        use(ADMIN)
        if not M('company.company').find([]):
            self.create()
        self.lookup()

    # -- look-up used by every run
    def lookup(self):
        use(ADMIN)
        self.company, self.warehouse = {}, {}
        for key, c in COMPANIES.items():
            self.company[key] = one('company.company',
                [('party.name', '=', c['name'])]).id
            self.warehouse[key] = one('stock.location',
                [('code', '=', 'WH' if key == 'CN' else 'WHUS'),
                    ('type', '=', 'warehouse')]).id
        self.party = {p.code: p.id for p in M('party.party').find([])}
        self.product = {p.code: p.id for p in M('product.product').find([])}
        self.currency = {c.code: c.id for c in M('currency.currency').find([])}
        self.term = {t.name: t.id
            for t in M('account.invoice.payment_term').find([])}
        self.cfg = {}
        for u in M('res.user').find([('login', 'like', '%.%')]):
            key, role = u.login.split('.')
            self.cfg[key.upper(), role] = session(u.login)
        self.method, self.analytic, self.employee = {}, {}, {}
        for key in COMPANIES:
            use(self.cfg[key, 'fin'])
            cid = self.company[key]
            for pm in M('account.invoice.payment.method').find(
                    [('company', '=', cid)]):
                self.method[key] = pm.id
            for a in M('analytic_account.account').find(
                    [('company', '=', cid), ('type', '=', 'normal')]):
                self.analytic[key, a.code] = a.id
            self.employee[key] = [e.id for e in M('company.employee').find(
                    [('company', '=', cid)])]

    # -- creation
    def switch_admin(self, company):
        "admin works for this company from now on (a row update in res_user)"
        User = M('res.user')
        admin = User(ADMIN.user)
        admin.company = M('company.company')(company.id)
        admin.save()
        ADMIN._context = User.get_preferences(True, {})

    def create(self):
        t0 = time.time()
        Currency = M('currency.currency')
        cur = {}
        for code, symbol, name in [('CNY', '¥', 'Renminbi'),
                ('USD', '$', 'US Dollar'), ('EUR', '€', 'Euro')]:
            c = one('currency.currency', [('code', '=', code)]) or Currency(
                code=code, name=name, symbol=symbol, numeric_code='',
                rounding=D('0.01'), digits=2)
            first = TODAY.replace(day=1)
            dates = []
            for i in range(len(RATES[code])):
                dates.append(first)
                first = (first - dt.timedelta(days=1)).replace(day=1)
            for date, rate in zip(reversed(dates), RATES[code]):
                if code == 'CNY' and date != dates[-1]:
                    continue
                c.rates.new(date=date, rate=D(str(rate)))
            c.save()
            cur[code] = c

        Term = M('account.invoice.payment_term')
        for name, lines in [('NOW', [(0, None)]), ('30D', [(30, None)]),
                ('60D', [(60, None)]), ('3070', [(0, '0.30'), (60, None)])]:
            t = Term(name=name)
            for days, ratio in lines:
                kw = dict(type='percent_on_total', ratio=D(ratio)) if ratio \
                    else dict(type='remainder')
                line = t.lines.new(**kw)
                delta = line.relativedeltas[0] if line.relativedeltas \
                    else line.relativedeltas.new()
                delta.days = days
            t.save()
        terms = {t.name: t for t in Term.find([])}

        Party = M('party.party')
        companies = {}
        for key, c in COMPANIES.items():
            party = Party(name=c['name'])
            party.code = 'CO-' + key
            party.save()
            wiz = Wizard('company.company.config')
            wiz.execute('company')
            wiz.form.party = party
            wiz.form.currency = cur[c['currency']]
            wiz.execute('add')
            companies[key] = one('company.company', [('party', '=', party.id)])
        User = M('res.user')
        ADMIN._context = User.get_preferences(True, {})

        # second warehouse
        Location = M('stock.location')
        us = {}
        for code, name, type_ in [('USIN', 'US Input', 'storage'),
                ('USOUT', 'US Output', 'storage'),
                ('USSTO', 'US Storage', 'storage'),
                ('USPROD', 'US Production', 'production')]:
            us[code] = Location(name=name, code=code, type=type_)
            us[code].save()
        Location(name='Warehouse Columbus', code='WHUS', type='warehouse',
            input_location=us['USIN'], output_location=us['USOUT'],
            storage_location=us['USSTO'],
            production_location=us['USPROD'],
            lost_found_location=one('stock.location',
                [('type', '=', 'lost_found')])).save()

        # users: one session per company and role, plus employees
        groups = User(ADMIN.user).groups
        group_ids = [g.id for g in groups]
        Group, Employee = M('res.group'), M('company.employee')
        for key, roles in [('CN', ['sales', 'purch', 'prod', 'fin']),
                ('US', ['sales', 'purch', 'prod', 'fin'])]:
            self.switch_admin(companies[key])
            for n, role in enumerate(roles):
                p = Party(name='%s %s clerk' % (key, role))
                p.save()
                e = Employee(party=p, company=companies[key])
                e.cost_prices.new(date=TODAY - dt.timedelta(days=400),
                    cost_price=D(['38', '40', '32', '45'][n]) if key == 'CN'
                    else D('24'))
                e.cost_prices.new(date=TODAY - dt.timedelta(days=60),
                    cost_price=D(['40', '42', '35', '46'][n]) if key == 'CN'
                    else D('25'))
                e.save()
                u = User(name='%s %s' % (key, role),
                    login='%s.%s' % (key.lower(), role))
                for gid in group_ids:
                    u.groups.append(Group(gid))
                u.companies.append(M('company.company')(companies[key].id))
                u.company = M('company.company')(companies[key].id)
                u.employees.append(Employee(e.id))
                u.employee = Employee(e.id)
                u.save()

        # accounting, per company
        acc = {}
        for key, company in companies.items():
            self.switch_admin(company)
            acc[key] = self.create_accounting(key, company)

        # parties
        for code, name, currency, term in CUSTOMERS + SUPPLIERS:
            p = Party(name=name, code=code)
            if code.startswith('C'):
                p.customer_payment_term = terms[term]
            else:
                p.supplier_payment_term = terms[term]
            a = p.addresses[0] if p.addresses else p.addresses.new()
            a.city = name.split()[0]
            p.save()
        for n, c in enumerate(COMPANIES.values()):
            p = Party(name=c['rent'], code='S9%02d' % n)
            p.supplier_payment_term = terms['30D']
            p.save()
        # inter-company partners are ordinary parties
        for key, company in companies.items():
            p = Party(companies[key].party.id)
            p.customer_payment_term = terms['60D']
            p.supplier_payment_term = terms['60D']
            p.save()
        for key, company in companies.items():
            self.switch_admin(company)
            for code, *_ in CUSTOMERS:
                p = one('party.party', [('code', '=', code)])
                p.credit_limit_amount = D('100000000')
                p.dunning_procedure = one('account.dunning.procedure', [])
                p.save()

        # product categories (accounts are multi-value: one row per company)
        Category = M('product.category')
        cats = {}
        for name in ['Raw material', 'Semi finished', 'Finished goods',
                'Services']:
            cat = Category(name=name, accounting=True)
            cat.save()
            cats[name] = cat.id
        for key, company in companies.items():
            self.switch_admin(company)
            a = acc[key]
            for name, cid in cats.items():
                for slot in ['expense', 'revenue', 'stock', 'stock_in',
                        'stock_out']:
                    # one save each: setting several of them in one write
                    # that creates the company's row loses values
                    cat = Category(cid)
                    setattr(cat, 'account_' + slot,
                        M('account.account')(a[slot]))
                    cat.save()
                cat = Category(cid)
                if key == 'CN':
                    cat.customer_taxes.append(M('account.tax')(a['tax']))
                    cat.supplier_taxes.append(M('account.tax')(a['tax_in']))
                cat.save()
        self.switch_admin(companies['CN'])
        self.create_products(companies, cats, cur)
        self.create_routings(companies)
        for key, company in companies.items():
            self.switch_admin(company)
            self.opening_inventory(key, company)
        print('master data created in %.1f s' % (time.time() - t0))

    def create_accounting(self, key, company):
        Account = M('account.account')
        data = one('ir.model.data', [('module', '=', 'account'),
                ('fs_id', '=', 'account_template_root_en')])
        wiz = Wizard('account.create_chart')
        wiz.execute('account')
        wiz.form.account_template = M('account.account.template')(data.db_id)
        wiz.form.company = company
        wiz.execute('create_account')

        def find(*dom):
            return one('account.account', list(dom)
                + [('company', '=', company.id)])
        receivable = find(('type.receivable', '=', True))
        payable = find(('type.payable', '=', True))
        wiz.form.account_receivable = receivable
        wiz.form.account_payable = payable
        wiz.execute('create_properties')
        revenue = find(('type.revenue', '=', True))
        expense = find(('type.expense', '=', True), ('name', 'ilike', '%Main%'))
        cash = find(('name', '=', 'Main Cash'))
        tax_account = find(('name', '=', 'Main Tax'))
        stock = find(('type.stock', '=', True),
            ('type.statement', '=', 'balance'))
        stock_in = find(('type.stock', '=', True),
            ('type.statement', '=', 'income'))
        stock_in.code, stock_in.name = '5401', 'Stock movements IN'
        stock_in.save()
        stock_out, = stock_in.duplicate()
        stock_out.code, stock_out.name = '5402', 'Stock movements OUT'
        stock_out.save()
        for a, code in [(receivable, '1122'), (payable, '2202'),
                (revenue, '6001'), (expense, '6601'), (cash, '1002'),
                (tax_account, '2221'), (stock, '1405')]:
            a.code = code
            a.save()

        out = dict(revenue=revenue.id, expense=expense.id, stock=stock.id,
            stock_in=stock_in.id, stock_out=stock_out.id)
        if key == 'CN':
            for tname, slot in [('VAT 13% sales', 'tax'),
                    ('VAT 13% purchases', 'tax_in')]:
                t = M('account.tax')(name=tname, description=tname,
                    type='percentage', rate=D('0.13'), company=company,
                    invoice_account=tax_account,
                    credit_note_account=tax_account)
                t.save()
                out[slot] = t.id

        # fiscal years with one invoice sequence per kind
        Sequence, Strict = M('ir.sequence'), M('ir.sequence.strict')
        t_move = one('ir.sequence.type', [('name', '=', 'Account Move')])
        t_inv = one('ir.sequence.type', [('name', '=', 'Invoice')])
        for year in range((TODAY - dt.timedelta(days=400)).year,
                TODAY.year + 2):
            fy = M('account.fiscalyear')(name='%s %d' % (key, year),
                company=company, start_date=dt.date(year, 1, 1),
                end_date=dt.date(year, 12, 31))
            seq = Sequence(name='%s moves %d' % (key, year), company=company,
                sequence_type=t_move, prefix='M%d-' % year)
            seq.save()
            fy.post_move_sequence = seq
            row = fy.invoice_sequences[0] if fy.invoice_sequences \
                else fy.invoice_sequences.new()
            for attr, prefix in [('out_invoice_sequence', 'INV'),
                    ('in_invoice_sequence', 'BILL'),
                    ('out_credit_note_sequence', 'CN'),
                    ('in_credit_note_sequence', 'DN')]:
                s = Strict(name='%s %s %d' % (key, prefix, year),
                    company=company, sequence_type=t_inv, padding=5,
                    prefix='%s-%s%d-' % (prefix, key, year))
                s.save()
                setattr(row, attr, s)
            fy.account_stock_method = 'continental'
            fy.save()
            fy.click('create_period')

        # payment method, payment journal with clearing, dunning
        Journal = M('account.journal')
        cash_journal = one('account.journal', [('type', '=', 'cash')])
        M('account.invoice.payment.method')(name='Bank transfer ' + key,
            company=company, journal=cash_journal, credit_account=cash,
            debit_account=cash).save()
        clearing = Account(name='Payment clearing', code='1012',
            company=company, parent=cash.parent, type=cash.type,
            reconcile=True)
        clearing.save()
        M('account.payment.journal')(name='Bank file ' + key, company=company,
            process_method='manual', clearing_journal=cash_journal,
            clearing_account=clearing,
            currency=company.currency).save()
        wo = one('account.journal', [('type', '=', 'write-off')]) or Journal(
            name='Write-off', code='WO', type='write-off',
            sequence=cash_journal.sequence)
        wo.save()
        M('account.move.reconcile.write_off')(name='Rate difference',
            company=company, journal=wo, debit_account=expense,
            credit_account=expense).save()
        if not one('account.dunning.procedure', []):
            pr = M('account.dunning.procedure')(name='Standard')
            for n, days in enumerate([10, 30, 60], 1):
                pr.levels.new(sequence=n, overdue=dt.timedelta(days=days))
            pr.save()

        # analytic cost centres
        Analytic = M('analytic_account.account')
        root = Analytic(type='root', name='Cost centre ' + key, code='CC',
            company=company)
        root.save()
        for code, name in [('PLANT', 'Plant'), ('SALES', 'Sales & marketing'),
                ('ADMIN', 'Administration')]:
            Analytic(type='normal', name=name, code=code, root=root,
                parent=root, company=company).save()
        return out

    def create_products(self, companies, cats, cur):
        Template, Category = M('product.template'), M('product.category')
        uom = {u.name: u for u in M('product.uom').find(
                [('name', 'in', ['Unit', 'Kilogram', 'Hour'])])}

        def make(code, name, unit, cost, list_price, method, cat, **kw):
            t = Template(name=name, code=code)
            t.default_uom = uom[unit]
            t.type = kw.pop('type', 'goods')
            t.cost_price_method = method
            t.list_price = D4(list_price)
            t.account_category = Category(cats[cat])
            for k, v in kw.items():
                setattr(t, k, v)
            if kw.get('salable'):
                t.sale_uom = uom[unit]
            if kw.get('purchasable'):
                t.purchase_uom = uom[unit]
            if t.type == 'goods':
                t.products[0].cost_price = D4(cost)
            t.save()
            return t

        for code, name, unit, cost, supplier, _, _ in RAW:
            t = make(code, name, unit, cost, 0, 'average', 'Raw material',
                purchasable=True)
            s = one('party.party', [('code', '=', supplier)])
            ps = M('purchase.product_supplier')(template=t, party=s,
                code=supplier + '/' + code)
            ps.company = companies['CN']
            ps.currency = cur['USD' if supplier == 'S004' else 'CNY']
            ps.lead_time = dt.timedelta(days=14 if supplier == 'S004' else 6)
            rate = RATES['USD'][-1] if supplier == 'S004' else 1
            ps.prices.new(quantity=0, unit_price=D4(cost * rate))
            ps.save()
        make('BP-4001', 'ABS regrind', 'Kilogram', 3, 3.2, 'fixed',
            'Raw material')
        for code, name, cost, list_, method, *_ in MADE:
            make(code, name, 'Unit', cost, list_ or cost * 1.2, method,
                'Finished goods' if code.startswith('FG') else 'Semi finished',
                producible=True, salable=code.startswith('FG'),
                purchasable=code.startswith('FG'))
        make('SV-9001', 'Commissioning on site', 'Hour', 0, 600, 'fixed',
            'Services', type='service', salable=True)
        # prices of the US company (list/cost are stored per company)
        self.switch_admin(companies['US'])
        for code, cost, list_ in [(r[0], r[2], r[3] or r[2] * 1.2)
                for r in MADE] + [('BP-4001', 3, 3.2)]:
            t = one('product.template', [('code', '=', code)])
            t.list_price = D4(list_ * .1409 * 1.35)
            t.save()
            p = M('product.product')(t.products[0].id)
            p.cost_price = D4(cost * .1409 * 1.2)
            p.save()
        for code, name, unit, cost, *_ in RAW:
            p = one('product.product', [('code', '=', code)])
            p.cost_price = D4(cost * .1409 * 1.1)
            p.save()
        self.switch_admin(companies['CN'])

    def create_routings(self, companies):
        Center = M('production.work.center')
        Category = M('production.work.center.category')
        Operation = M('production.routing.operation')
        cats, ops = {}, {}
        for code, name, method, cost, ts in CENTERS:
            cats[code] = Category(name=code)
            cats[code].save()
            ops[code] = Operation(name=code.title(),
                work_center_category=cats[code], timesheet_available=ts)
            ops[code].save()
        for key, company in companies.items():
            self.switch_admin(company)
            wh = one('stock.location', [('type', '=', 'warehouse'),
                    ('code', '=', 'WH' if key == 'CN' else 'WHUS')])
            root = Center(name='Plant ' + key, company=company, warehouse=wh)
            root.save()
            rate = 1 if key == 'CN' else .1409 * 2
            for code, name, method, cost, ts in CENTERS:
                Center(name='%s %s' % (name, key), company=company,
                    warehouse=wh, parent=root,
                    category=Category(cats[code].id), cost_method=method,
                    cost_price=D4(cost * rate)).save()
        self.switch_admin(companies['CN'])
        product = {p.code: p for p in M('product.product').find([])}
        for code, name, cost, list_, method, ins, byp, steps, lot in MADE:
            bom = M('production.bom')(name=name)
            for c, q in ins:
                bom.inputs.new(product=product[c], quantity=q)
            bom.outputs.new(product=product[code],
                quantity=BOM_BASE.get(code, 1))
            for c, q in byp:
                bom.outputs.new(product=product[c], quantity=q)
            bom.save()
            routing = M('production.routing')(name=name)
            routing.boms.append(M('production.bom')(bom.id))
            for s in steps:
                routing.steps.new(operation=Operation(ops[s].id))
            routing.save()
            p = M('product.product')(product[code].id)
            p.boms.append(M('product.product-production.bom')(bom=bom,
                    routing=routing))
            p.save()

    def opening_inventory(self, key, company):
        loc = one('stock.location', [
                ('code', '=', 'STO' if key == 'CN' else 'USSTO')])
        inv = M('stock.inventory')(location=loc, company=company,
            date=self.start - dt.timedelta(days=1))
        rows = [(r[0], r[5]) for r in RAW] + list(OPENING_MADE.items())
        for code, q in rows:
            p = one('product.product', [('code', '=', code)])
            inv.lines.new(product=p, quantity=float(
                    q if key == 'CN' else q // 4))
        inv.save()
        click(inv, 'confirm')

