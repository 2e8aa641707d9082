package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A description of a transaction of the demo ERP: written as a row, and passed to listeners.
 *
 * @param worker who did it
 * @param n the worker's transactions are numbered without gap
 * @param step what was done
 * @param rows how many rows it wrote into tables that carry tokens
 * @param debits sum of its vouchers' debits
 * @param voucher id of its first voucher, if it posted one
 */
public record Token(int worker, long n, String step, int rows, BigDecimal debits, Optional<Long> voucher) {}
