# shellcheck shell=bash disable=SC2034
# Tryton's modules, as Debian names them.
MODULES=(company party product account account-invoice account-invoice-stock account-product account-payment
    account-payment-clearing account-statement account-dunning account-stock-continental account-stock-anglo-saxon
    account-credit-limit analytic-account analytic-invoice analytic-purchase analytic-sale stock stock-supply
    stock-supply-production production production-routing production-work production-work-timesheet timesheet
    timesheet-cost purchase purchase-request sale sale-credit-limit sale-supply sale-supply-production currency country
    bank product-cost-history company-work-time)
