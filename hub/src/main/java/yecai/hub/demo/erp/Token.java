package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a transaction of the demo ERP says of itself: it writes this as a row, and tells those who listen.
 *
 * @param worker who did it
 * @param n the worker's transactions are numbered without gap
 * @param step what was done
 * @param rows how many rows it wrote into tables that carry tokens
 * @param debits sum of its vouchers' debits
 * @param voucher id of its first voucher, if it posted one
 */
public record Token(int worker, long n, String step, int rows, BigDecimal debits, Optional<Long> voucher) {}
