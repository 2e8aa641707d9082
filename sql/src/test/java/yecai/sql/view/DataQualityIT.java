package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;

/** Every rule of finance.data_quality broken on purpose. */
final class DataQualityIT {
    /** A rule's name stands before its severity. */
    private static final Pattern RULE = Pattern.compile("'([a-z_]+)'(?: as rule)?,\\s+'(?:error|warning)'");

    @Test
    void eachRule_isBrokenOnce_andNamed() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        Reader controller = Reader.add(hub, "dq_controller", "finance_reader").grant("company", "*");
        String found = "select distinct rule from finance.data_quality where company = 'DQ'";
        assertThat(controller.list(found)).isEmpty();

        hub.run("yecai_capture", """
                insert into canon.customer_invoice (source, entity_key, company, transaction_currency, gross)
                values ('t', 'dq-1', 'DQ', 'CNY', 100);
                insert into canon.cost_entry (source, entity_key, company, entry_kind, reverses, amount_functional)
                values ('t', 'dq-1', 'DQ', 'reversal', 'dq-lost', 5);
                insert into canon.receipt (source, entity_key, company, status, amount)
                values ('t', 'dq-1', 'DQ', 'reversed', -3);
                insert into canon.receipt_allocation (source, entity_key, company, receivable_item, amount)
                values ('t', 'dq-1', 'DQ', 'dq-lost', 4);
                insert into canon.receivable_item (source, entity_key, company, kind, customer, original, open_transaction)
                values ('t', 'dq-1', 'DQ', 'invoice', 'K7', 10, -1), ('t', 'dq-2', 'DQ', 'credit', 'K7', -10, 1);
                insert into canon.sales_order_line (source, entity_key, company, material, unit, billed_not_delivered_quantity)
                values ('t', 'dq-1', 'DQ', 'M1', 'EA', 2);
                insert into canon.shipment_line (source, entity_key, company, sales_order_line, material, unit, quantity, net)
                values ('t', 'dq-1', 'DQ', 'dq-1', 'M1', 'KG', 3, 30);
                insert into canon.document_link (source, entity_key, company, link_kind, from_entity, from_key, to_entity, to_key, unit)
                values ('t', 'dq-1', 'DQ', 'bills', 'customer_invoice_line', 'dq-lost', 'shipment_line', 'dq-1', 'BOX');
                insert into canon.gl_entry (source, entity_key, company, status, posting_date, debit, credit)
                values ('t', 'dq-1', 'DQ', 'draft', '2020-01-01', 1, 0);
                insert into canon.receipt_allocation (source, entity_key, company, receipt, receivable_item, amount)
                values ('t', 'dq-2', 'DQ', 'dq-lost', 'dq-1', 4);
                insert into canon.receivable_item (source, entity_key, company, kind, customer, customer_invoice)
                values ('t', 'dq-3', 'DQ', 'invoice', 'K7', 'dq-lost');
                insert into canon.company (source, entity_key, company, functional_currency) values ('t', 'dq-1', 'DQ', 'XAU');
                insert into canon.shipment_line (
                    source, entity_key, company, document_no, transaction_currency, functional_currency, net
                ) values ('t', 'dq-2', 'DQ', 'DN9', 'USD', 'XAU', 30);
                insert into canon.supplier_invoice (
                    source, entity_key, company, document_no, supplier_document_no, supplier, document_date, posting_date,
                    transaction_currency, gross
                ) values
                    ('t', 'dq-1', 'DQ', 'SI1', 'A-17', 'S7', '2024-01-10', '2024-01-10', 'CNY', 50),
                    ('t', 'dq-2', 'DQ', 'SI2', 'a 17', 'S7', '2024-03-10', '2024-03-10', 'CNY', 60);
                insert into canon.purchase_order_line (source, entity_key, company, document_date)
                values ('t', 'dq-1', 'DQ', '2024-01-12');
                insert into canon.supplier_invoice_line (
                    source, entity_key, company, supplier_invoice, purchase_order_line, document_date, quantity
                ) values ('t', 'dq-1', 'DQ', 'dq-1', 'dq-1', '2024-01-10', 1);
                insert into canon.goods_receipt_line (source, entity_key, company, quantity) values ('t', 'dq-1', 'DQ', 1);
                insert into canon.standard_cost (source, entity_key, company, material, component_kind, quantity_per, price)
                values ('t', 'dq-1', 'DQ', 'M1', 'material', 1, 1);
                insert into canon.production_order (source, entity_key, company, material, status)
                values ('t', 'dq-1', 'DQ', 'M7', 'completed');
                insert into canon.purchase_order_line (
                    source, entity_key, company, document_type, document_no, line_no, document_date, purchase_requisition, status,
                    ordered_quantity, material, unit, transaction_currency, unit_price
                ) values
                    ('t', 'dq-2', 'DQ', 'standard', 'PO1', 1, '2024-01-01', 'PR1', 'open', 1, 'M1', 'EA', 'CNY', 10),
                    ('t', 'dq-3', 'DQ', 'standard', 'PO2', 1, '2024-01-05', null, 'open', 1, 'M1', 'EA', 'CNY', 12);
                insert into canon.purchase_order (
                    source, entity_key, company, document_no, document_date, supplier, status, transaction_currency, net
                ) values
                    ('t', 'dq-2', 'DQ', 'PO1', '2024-01-01', 'S7', 'open', 'CNY', 600),
                    ('t', 'dq-3', 'DQ', 'PO2', '2024-01-05', 'S7', 'open', 'CNY', 600);
                insert into canon.supplier (source, entity_key, supplier, bank_changed_on) values ('t', 'dq-1', 'S7', current_date);
                insert into canon.payable_item (source, entity_key, company, supplier, transaction_currency, open_transaction)
                values ('t', 'dq-1', 'DQ', 'S7', 'CNY', 5);
                insert into hub.source (source, pack, pack_version, state) values ('t', 'demo', '1', 'streaming');
                insert into canon.gl_entry (source, entity_key, company, account, status, source_period, functional_currency, debit, credit)
                values
                    ('t', 'dq-2', 'DQ', '1002', 'posted', '2023-12', 'XAU', 1, 0), ('t', 'dq-3', 'DQ', '1002', 'posted', '2024-03', 'XAU', 0, 1),
                    ('t', 'dq-4', 'DQ', '1002', 'posted', '2024-05', 'XAU', 2, 0), ('t', 'dq-5', 'DQ', '1002', 'posted', '2024-06', 'XAU', 0, 2),
                    ('t', 'dq-6', 'DQ', '1002', 'draft', '2024-07', 'XAU', 5, 0);
                insert into hub.late_change (
                    source, company, entity, entity_key, change_kind, source_period, amount_before, amount_after
                ) values ('t', 'DQ', 'gl_entry', 'dq-1', 'posted', '2020-01', 0, 1)
                """);

        Reader writer = Reader.add(hub, "dq_writer", "finance_writer").grant("company", "*");
        writer.list("select finance.set_buying_rule('DQ', 'CNY', 1000, 7, 10, null, null, 'watch')");
        assertThat(controller.list(found))
                .containsExactlyInAnyOrderElementsOf(RULE.matcher(ViewQuery.whole("finance/quality/data_quality"))
                        .results()
                        .map((MatchResult rule) -> rule.group(1))
                        .distinct()
                        .toList());
        assertThat(controller.list("select entity || ' ' || detail from finance.data_quality"
                        + " where company = 'DQ' and rule in ('unit_without_conversion', 'link_without_line')"))
                .containsExactlyInAnyOrder(
                        "document_link there is no customer_invoice_line dq-lost",
                        "document_link BOX is billed of KG of material M1, and they cannot be converted",
                        "shipment_line 3 KG, ordered in EA, which it does not convert to");
        // balances from December to February and in May; a rate in the middle leaves what is before and after it
        String rates =
                "select detail from finance.data_quality where company = 'DQ' and rule = 'no_group_rate' order by detail";
        assertThat(controller.list(rates))
                .containsExactly(
                        "at 1 month ends, 2024-05-31 to 2024-05-31, there are balances and no closing rate of the group from XAU to CNY",
                        "at 3 month ends, 2023-12-31 to 2024-02-29, there are balances and no closing rate of the group from XAU to CNY");
        writer.list(
                "select finance.load_rates(E'from_currency,to_currency,rate_type,valid_on,rate\\n"
                        + "XAU,CNY,closing,2024-01-31,3000\\nCNY,XAU,closing,2024-05-31,0.0003\\nXAU,CNY,average,2023-12-31,3000', 'rates')");
        assertThat(controller.list(rates))
                .containsExactly(
                        "at 1 month ends, 2023-12-31 to 2023-12-31, there are balances and no closing rate of the group from XAU to CNY",
                        "at 1 month ends, 2024-02-29 to 2024-02-29, there are balances and no closing rate of the group from XAU to CNY");
    }
}
