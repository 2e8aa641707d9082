package yecai.hub.demo.erp;

/** The areas of business of the demo ERP. */
enum Area {
    SALES,
    SHIPPING,
    BILLING,
    MONEY,
    PURCHASING,
    PRODUCTION,
    CORRECTIONS
}
