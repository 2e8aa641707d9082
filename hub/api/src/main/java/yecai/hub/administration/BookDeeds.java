package yecai.hub.administration;

/**
 * What finance writes. The functions know the idempotency key by themselves and take their own turn before the audit's, so that these are
 * not counted as calls.
 */
public final class BookDeeds {
    public static final Deed REQUEST_PAYMENT = Deed.of("""
            select finance.request_payment(:source, :payable_item, :purchase_order, cast(:amount as numeric),
                cast(:pay_on as date), :reason, :idempotency_key)::text
            """);

    public static final Deed APPROVE_PAYMENT =
            Deed.of("select finance.approve_payment(:request, cast(:amount as numeric), :idempotency_key)::text");

    public static final Deed REJECT_PAYMENT =
            Deed.of("select finance.reject_payment(:request, :reason, :idempotency_key)::text");

    public static final Deed CANCEL_PAYMENT =
            Deed.of("select finance.cancel_payment(:request, :reason, :idempotency_key)::text");

    public static final Deed LOAD_RATES = Deed.of("select finance.load_rates(:csv, :idempotency_key)::text");

    /** Whether the caller may call any of these at all; for which companies each function decides. */
    public static final Deed MAY_WRITE =
            Deed.of("select jsonb_build_object('may_write', pg_has_role('finance_writer', 'usage'))::text");

    public static final Deed MAP_CODE = Deed.of("""
            select finance.map_code(:kind, :source, :source_code, :code, cast(:valid_from as date), :reason,
                :idempotency_key, coalesce(cast(:dry_run as boolean), false))::text
            """);

    private BookDeeds() {}
}
